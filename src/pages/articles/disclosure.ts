// What a text says of its share of artificial intelligence.
import type { AiLevel } from "../../content/types.ts";
import type { Byline } from "../models.ts";
import { phrase } from "../phrase.ts";

/** What the models of articles and standalone pages know of it. */
export interface Disclosure {
  ai: AiLevel;
  /** The site's own words for this level, or "" for Broadsheet's. */
  aiDisclaimer: string;
  /** Who answers for the text. */
  reviewedBy: Byline | null;
}

/** The sentence at the end of a text: the site's own words, or Broadsheet's in the text's language; "" for level `none`. */
export function disclosureOf(
  { ai, aiDisclaimer, language }: Disclosure & { language: string },
  siteLanguage: string,
): string {
  if (ai === "none") return "";
  return aiDisclaimer === "" ? phrase(`disclosure-${ai}`, language, {}, siteLanguage) : aiDisclaimer;
}
