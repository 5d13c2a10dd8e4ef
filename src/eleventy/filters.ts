// The filters of the templates: each formats one value; none looks data up.

import type { Renditions } from "../edition/renditions.ts";
import { fillSlots } from "../markup/fragment-html.ts";
import { absoluteUrl, isAbsolute } from "../pages/absolute-url.ts";
import { contentsOf } from "../pages/articles/contents.ts";
import { metaTags } from "../pages/meta-tags.ts";
import type { BodyReference, PageModel } from "../pages/page-model.ts";
import { formatNumber, type PhraseValue, phrase, pluralForms } from "../pages/phrase.ts";
import { bodyPicture, bodyPictureInFeed, sizesIn, srcset } from "../pages/picture-markup.ts";
import type { SiteView } from "../pages/site-view.ts";
import { makeStructuredData } from "../pages/structured-data/structured-data.ts";
import type { PrintedFiles } from "../publish/printed.ts";
import { type DateStyle, formatDate } from "./format-date.ts";

// What XML 1.0 has no way to write, halves of surrogate pairs included.
const notXml =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

type Filter = (...values: never[]) => unknown;

// A superset that is found ten times as fast.
const maybeNotXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

/** Without what XML and JSON cannot hold. */
export function plainText(text: string): string {
  return maybeNotXml.test(text) ? text.replace(notXml, "") : text;
}

export function makeFilters(site: SiteView, printed: PrintedFiles): Record<string, Filter> {
  return {
    absolute: (url: string) => absoluteUrl(url, site),
    plainText,
    phrase: (key: string, language: string, value?: PhraseValue) => phrase(key, language, value, site.language),
    pluralAttributes: makePluralAttributes(site.language),
    date: (instant: string, language: string, style: DateStyle) => formatDate(instant, language, style, site.timezone),
    number: (value: number, language: string) => formatNumber(value, language),
    href: (url: string) => (isAbsolute(url) ? url : site.basePath + url),
    metaTags: (model: PageModel) => metaTags(model, site),
    structuredData: makeStructuredData(site),
    body: (body: BodyReference) =>
      fillSlots(
        printed.body(body.digest),
        body.slots.map((slot) => (typeof slot === "string" ? slot : bodyPicture(slot, site.basePath))),
      ),
    feedBody: (body: BodyReference) =>
      fillSlots(
        printed.body(body.digest),
        // A link within the site; what else is not absolute `entryHtml` sees to.
        body.slots.map((slot) =>
          typeof slot === "string"
            ? slot.replace(/^ href="(?=\/(?!\/))/, ` href="${site.origin}`)
            : bodyPictureInFeed(slot, site.origin + site.basePath),
        ),
      ),
    srcset: (renditions: Renditions, format: Renditions["formats"][number]) =>
      srcset(renditions, format, site.basePath),
    sizes: sizesIn,
    hasItalics: (body: BodyReference) =>
      printed.body(body.digest).some((part) => /<(?:em|i|cite|dfn|var)[ >]/.test(part)),
    contents: (body: BodyReference, minutes: number) => contentsOf(printed.body(body.digest), minutes),
    json: (value: unknown) =>
      JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029"),
  };
}

/** Each form as ` data-one="…"`, HTML already: beside every story of a listing, so that it is made once. */
function makePluralAttributes(siteLanguage: string): (key: string, language: string) => string {
  const known = new Map<string, string>();
  return (key, language) => {
    const id = `${key} ${language}`;
    let attributes = known.get(id);
    if (attributes === undefined) {
      const forms = Object.entries(pluralForms(key, language, siteLanguage));
      attributes = forms
        .map(([category, text]) => ` data-${category}="${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`)
        .join("");
      known.set(id, attributes);
    }
    return attributes;
  };
}
