// What a text says of its share of artificial intelligence.
import type { AiLevel, SiteSettings } from "../../content/types.ts";
import type { Disclosure } from "../page-model.ts";
import { phrase } from "../phrase.ts";

/** The sentence at the end of a text: the site's own words, or Broadsheet's in the text's language; "" for level `none`. */
export function disclosureOf(
  { ai, aiDisclaimer, language }: Disclosure & { language: string },
  siteLanguage: string,
): string {
  if (ai === "none") return "";
  return aiDisclaimer === "" ? phrase(`disclosure-${ai}`, language, {}, siteLanguage) : aiDisclaimer;
}

/** The site's own words for a level, or "". */
export function disclaimerOf({ ai }: Pick<SiteSettings, "ai">, level: AiLevel): string {
  return level === "none" ? "" : ai.disclaimer[level];
}
