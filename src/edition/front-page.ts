// What stands where on the front page: editors' placements first, then the newest; no story twice.
import type { FrontPageSettings, PlacementSettings } from "../content/types.ts";
import type { PlacedSection, Story } from "./story.ts";

export interface FrontPage {
  lead: Story | null;
  secondary: Story[];
  latest: Story[];
  /** Set apart from the news. */
  opinion: Story[];
  blocks: { section: PlacedSection; stories: Story[] }[];
}

const secondaryCount = 3;
const latestCount = 6;
const opinionCount = 4;
const blockCount = 5;

const isOpinion = (story: Story): boolean => story.post.kind === "opinion";
const isNews = (story: Story): boolean => !isOpinion(story);
const isAny = (): boolean => true;

/** `stories` newest first; `now` in epoch milliseconds. */
export function arrangeFrontPage(
  stories: readonly Story[],
  sections: readonly PlacedSection[],
  bySection: ReadonlyMap<string, readonly Story[]>,
  settings: FrontPageSettings,
  now: number,
): FrontPage {
  const { lead: leadPlacement, pinned, slots } = settings;
  const find = (placement: PlacementSettings): Story | undefined =>
    placement.until !== "" && Date.parse(placement.until) <= now
      ? undefined
      : stories.find((story) => story.post.path === placement.post);
  const taken = new Set<Story>();
  const take = (story: Story | undefined): Story[] => {
    if (story === undefined || taken.has(story)) return [];
    taken.add(story);
    return [story];
  };
  const placedLead = leadPlacement === null ? undefined : find(leadPlacement);
  const held = new Map(slots.map((slot) => [slot.position, find(slot)]));
  const heldStories = [...held.values()];
  const pinnedStories = pinned.map(find);
  const reserved = new Set([...heldStories, ...pinnedStories]);
  const takeNewest = (from: readonly Story[], count: number, isWanted: (story: Story) => boolean = isAny): Story[] => {
    const chosen: Story[] = [];
    for (const story of from) {
      if (chosen.length >= count) break;
      if (isWanted(story) && !reserved.has(story)) chosen.push(...take(story));
    }
    return chosen;
  };
  // Opinion leads only where editors say so, or where there is nothing else.
  const takeNext = (): Story | undefined => takeNewest(stories, 1, isNews)[0] ?? takeNewest(stories, 1)[0];

  const lead =
    take(placedLead)[0] ?? takeNext() ?? take(pinnedStories.find(Boolean) ?? heldStories.find(Boolean))[0] ?? null;
  const queue = pinnedStories.flatMap(take);
  const places: Story[] = [];
  for (let position = 1; position <= secondaryCount + latestCount; position++) {
    const story = take(held.get(position))[0] ?? queue.shift() ?? takeNext();
    if (story !== undefined) places.push(story);
  }
  // What editors placed where the page has no room stands with its section.
  reserved.clear();
  for (const story of queue) taken.delete(story);
  const secondary = places.slice(0, secondaryCount);
  const latest = places.slice(secondaryCount);
  const opinion = takeNewest(stories, opinionCount, isOpinion);
  const blocks = sections
    .map((section) => ({ section, stories: takeNewest(bySection.get(section.slug) ?? [], blockCount) }))
    .filter((block) => block.stories.length > 0);
  return { lead, secondary, latest, opinion, blocks };
}
