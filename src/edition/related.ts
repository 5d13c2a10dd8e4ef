// Related stories: those that share the rarest tags, then the section. Linear in the number of stories, and stable as new ones come.

export interface Relatable {
  sectionSlug: string;
  tagSlugs: readonly string[];
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
    const scores = new Map<number, number>();
    const section = bySection.get(story.sectionSlug) ?? [];
    bySection.set(story.sectionSlug, section);
    for (const other of section.slice(-recentPerGroup)) scores.set(other, sectionWeight);
    for (const slug of story.tagSlugs) {
      let tag = byTag.get(slug);
      if (tag === undefined) byTag.set(slug, (tag = { count: 0, recent: [] }));
      const weight = 1 / Math.log2(2 + tag.count);
      for (const other of tag.recent) scores.set(other, (scores.get(other) ?? 0) + weight);
      tag.count++;
      tag.recent.push(index);
      if (tag.recent.length > recentPerGroup) tag.recent.shift();
    }
    section.push(index);
    return [...scores]
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || b - a)
      .slice(0, wanted)
      .map(([other]) => other);
  });
  const positions = new Map<string, number>();
  stories.forEach((story, index) => {
    const section = bySection.get(story.sectionSlug) ?? [];
    const position = positions.get(story.sectionSlug) ?? 0;
    positions.set(story.sectionSlug, position + 1);
    const chosen = related[index] as number[];
    for (let later = position + 1; chosen.length < wanted && later < section.length; later++) chosen.push(section[later] as number);
  });
  return related;
}
