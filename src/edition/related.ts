// Related stories: those that share the rarest tags, then the section. Linear in the number of stories, and stable as new ones come.

export interface Relatable {
  section: { slug: string };
  tags: readonly { slug: string }[];
}

const recentPerGroup = 6;
const sectionWeight = 0.15;

/**
 * For each story (given oldest first) the indexes of up to `wanted` related ones, best first.
 *
 * A story is related to earlier stories alone, and a tag's rarity is counted over earlier stories, so that a new story changes no
 * older page. Only stories with too few predecessors are filled up from those that follow in their section.
 */
export function relateStories(stories: readonly Relatable[], wanted: number): number[][] {
  const byTag = new Map<string, { count: number; recent: number[] }>();
  const bySection = new Map<string, number[]>();
  const related = stories.map((story, index) => {
    const candidates = new Candidates();
    const section = bySection.get(story.section.slug) ?? [];
    bySection.set(story.section.slug, section);
    for (let i = Math.max(0, section.length - recentPerGroup); i < section.length; i++) candidates.add(section[i] as number, sectionWeight);
    for (const { slug } of story.tags) {
      let tag = byTag.get(slug);
      if (tag === undefined) byTag.set(slug, (tag = { count: 0, recent: [] }));
      const weight = 1 / Math.log2(2 + tag.count);
      for (const other of tag.recent) candidates.add(other, weight);
      tag.count++;
      tag.recent.push(index);
      if (tag.recent.length > recentPerGroup) tag.recent.shift();
    }
    section.push(index);
    return candidates.takeBest(wanted);
  });
  const positions = new Map<string, number>();
  stories.forEach((story, index) => {
    const section = bySection.get(story.section.slug) ?? [];
    const position = positions.get(story.section.slug) ?? 0;
    positions.set(story.section.slug, position + 1);
    const chosen = related[index] as number[];
    for (let later = position + 1; chosen.length < wanted && later < section.length; later++) chosen.push(section[later] as number);
  });
  return related;
}

/** A few dozen at most: plain arrays are quicker than a map. */
class Candidates {
  private readonly others: number[] = [];
  private readonly scores: number[] = [];

  add(other: number, weight: number): void {
    const at = this.others.indexOf(other);
    if (at === -1) {
      this.others.push(other);
      this.scores.push(weight);
    } else this.scores[at] = (this.scores[at] ?? 0) + weight;
  }

  /** Highest scores first, of equal ones the newest. */
  takeBest(wanted: number): number[] {
    const best: number[] = [];
    while (best.length < wanted && best.length < this.others.length) {
      let top = -1;
      for (let i = 0; i < this.others.length; i++) {
        const score = this.scores[i] as number;
        if (score < 0) continue;
        const lead = top === -1 ? -1 : (this.scores[top] as number);
        if (score > lead || (score === lead && (this.others[i] as number) > (this.others[top] as number))) top = i;
      }
      best.push(this.others[top] as number);
      this.scores[top] = -1;
    }
    return best;
  }
}
