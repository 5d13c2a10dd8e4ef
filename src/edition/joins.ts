// How the stories of an edition hang together: order, groups, tags, neighbours, related stories, series.
import type { Tag } from "../content/types.ts";
import { relateStories } from "./related.ts";
import type { Story } from "./story.ts";

const relatedWanted = 4;

/** Ties are broken by address, so that the order is the same on any machine. */
export function compareNewestFirst(a: Story, b: Story): number {
  return b.publishedMs - a.publishedMs || (a.url < b.url ? -1 : a.url > b.url ? 1 : 0);
}

export function groupBy(
  stories: readonly Story[],
  keysOf: (story: Story) => readonly string[],
  keys: readonly string[],
): Map<string, Story[]> {
  const groups = new Map<string, Story[]>(keys.map((key) => [key, []]));
  for (const story of stories) {
    for (const key of keysOf(story)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [story]);
      else group.push(story);
    }
  }
  return groups;
}

/** Groups by tag (in the order of the slugs; `stories` are newest first) and gives each tag the spelling that its oldest story uses. */
export function indexTags(stories: readonly Story[]): Map<string, { tag: Tag; stories: Story[] }> {
  const groups = new Map<string, { tag: Tag; stories: Story[] }>();
  const respelt = new Set<string>();
  for (const story of stories) {
    for (const tag of story.post.tags) {
      const group = groups.get(tag.slug);
      if (group === undefined) groups.set(tag.slug, { tag, stories: [story] });
      else {
        group.stories.push(story);
        if (group.tag.name !== tag.name) respelt.add(tag.slug);
        group.tag = tag;
      }
    }
  }
  for (const slug of respelt) {
    for (const story of groups.get(slug)?.stories ?? []) {
      // Where all are spelt alike, the post's own list serves.
      if (story.tags.some((tag) => groups.get(tag.slug)?.tag.name !== tag.name))
        story.tags = story.post.tags.map((tag) => groups.get(tag.slug)?.tag ?? tag);
    }
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function joinNeighbours(bySection: ReadonlyMap<string, Story[]>): void {
  for (const group of bySection.values()) {
    group.forEach((story, i) => {
      story.next = group[i - 1] ?? null;
      story.previous = group[i + 1] ?? null;
    });
  }
}

export function joinRelated(stories: readonly Story[]): void {
  const oldestFirst = stories.toReversed();
  const related = relateStories(oldestFirst, relatedWanted);
  oldestFirst.forEach((story, i) => {
    story.related = (related[i] ?? []).map((index) => oldestFirst[index] as Story);
  });
}

export function joinSeries(stories: readonly Story[]): void {
  const named = stories.filter((story) => story.post.series !== "").reverse();
  for (const parts of groupBy(named, (story) => [story.post.series.trim().toLowerCase()], []).values()) {
    for (const story of parts) story.series = parts;
  }
}
