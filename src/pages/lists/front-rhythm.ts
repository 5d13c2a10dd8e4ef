// How the sections of a front page take turns, so that no two neighbours look alike and none has a hole.

/**
 * `feature`: one large story, the others beside it. `banner`: its words across the page, the others in a row below. `row`: columns.
 * `list`: two columns of rows. `half`: stands beside another half. `single`: one story, picture beside words.
 */
export type Rhythm = "feature" | "banner" | "row" | "list" | "half" | "single";

const turns = ["feature", "row", "list"] as const;
/** With fewer stories a section does not fill the page's width. */
const fullCount = 3;

/** One rhythm for each block, in order; only how many stories it has and whether the first has a picture decides. */
export function planRhythms(blocks: readonly { stories: readonly { picture: object | null }[] }[]): Rhythm[] {
  const rhythms: Rhythm[] = [];
  let turn = 0;
  blocks.forEach(({ stories }, index) => {
    const hasPicture = (stories[0]?.picture ?? null) !== null;
    if (stories.length >= fullCount) {
      const next = turns[turn++ % turns.length] ?? "row";
      rhythms.push(next === "feature" && !hasPicture ? "banner" : next);
      return;
    }
    const following = blocks[index + 1]?.stories.length ?? fullCount;
    const isSecondHalf = rhythms[index - 1] === "half" && countHalves(rhythms) % 2 === 1;
    if (isSecondHalf || following < fullCount) rhythms.push("half");
    else if (stories.length === 1) rhythms.push(hasPicture ? "single" : "banner");
    else rhythms.push(hasPicture ? "feature" : "row");
  });
  return rhythms;
}

/** Halves at the end of the list so far. */
function countHalves(rhythms: readonly Rhythm[]): number {
  return rhythms.length - 1 - rhythms.findLastIndex((rhythm) => rhythm !== "half");
}
