// What a text says of its share of artificial intelligence.
import type { AiLevel } from "../content/types.ts";
import { phrase } from "./phrase.ts";

/** The sentence at the end of a text: the site's own words, or Broadsheet's in the text's language; "" for level `none`. */
export function disclosureOf({ ai, aiDisclaimer, language }: { ai: AiLevel; aiDisclaimer: string; language: string }, siteLanguage: string): string {
  if (ai === "none") return "";
  return aiDisclaimer === "" ? phrase(`disclosure-${ai}`, language, {}, siteLanguage) : aiDisclaimer;
}
