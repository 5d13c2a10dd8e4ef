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
  const candidates = new Candidates(stories.length);
  const related = stories.map((story, index) => {
    const section = bySection.get(story.section.slug) ?? [];
    bySection.set(story.section.slug, section);
    for (let i = Math.max(0, section.length - recentPerGroup); i < section.length; i++)
      candidates.add(section[i] as number, sectionWeight);
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
    for (let later = position + 1; chosen.length < wanted && later < section.length; later++)
      chosen.push(section[later] as number);
  });
  return related;
}

/** Those of one story after the other. */
class Candidates {
  private readonly others: number[] = [];
  /** By the index of a story; 0 for what is no candidate. */
  private readonly scores: Float64Array;

  constructor(stories: number) {
    this.scores = new Float64Array(stories);
  }

  add(other: number, weight: number): void {
    const score = this.scores[other] as number;
    if (score === 0) this.others.push(other);
    this.scores[other] = score + weight;
  }

  /** Takes all out, and returns those of the highest scores first, of equal ones the newest. */
  takeBest(wanted: number): number[] {
    const { others, scores } = this;
    const best: number[] = [];
    while (best.length < wanted && best.length < others.length) {
      let top = others[0] as number;
      let lead = 0;
      for (const other of others) {
        const score = scores[other] as number;
        if (score > lead || (score === lead && other > top)) {
          top = other;
          lead = score;
        }
      }
      best.push(top);
      scores[top] = 0;
    }
    for (const other of others) scores[other] = 0;
    others.length = 0;
    return best;
  }
}
