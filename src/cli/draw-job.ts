// Draws the pictures of headlines, in the side thread or in worker processes.
import type { HeadlineCard } from "../pages/headline-card.ts";

export interface DrawJob {
  kind: "draw";
  cards: readonly HeadlineCard[];
}

export async function runDrawJob({ cards }: DrawJob): Promise<Uint8Array[]> {
  const { drawHeadlines } = await import("../eleventy/make-pictures.ts");
  return drawHeadlines(cards);
}
