// The filters of feeds: dates, the HTML of an entry, and JSON Feed.
import { convertHtmlToAbsoluteUrls, dateToRfc3339 } from "@11ty/eleventy-plugin-rss";
import nunjucks from "nunjucks";
import { absoluteUrl } from "../pages/absolute-url.ts";
import type { FeedEntry, FeedModel } from "../pages/feeds/feed-models.ts";
import { jsonFeed } from "../pages/feeds/json-feed.ts";
import type { SiteView } from "../pages/site-view.ts";
import type { PrintedFiles } from "../publish/printed.ts";
import { plainText } from "./filters.ts";

type Callback<T> = (error: Error | null, value?: T) => void;
type EntryMacro = (entry: FeedEntry, language: string) => { toString(): string };

/** Instants are ISO 8601 with offset, and become UTC, so that a feed's bytes depend on no table of time zones. */
export const feedValueFilters = {
  dateToRfc822: (instant: string): string => new Date(instant).toUTCString(),
  dateToRfc3339: (instant: string): string => dateToRfc3339(new Date(instant)),
  /** Text between tags: escapes no quotes, of which HTML is full, and so does with half of the time and the bytes. */
  xmlText: (text: string) =>
    new nunjucks.runtime.SafeString(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")),
  /** Plain text in the one form that RSS has for it: https://www.rssboard.org/rss-profile#data-types-characterdata */
  rssText: (text: string) =>
    new nunjucks.runtime.SafeString(
      plainText(text).replace(/[&<>]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`),
    ),
};

/** Those of `makeFeedFilters`: templates that use them are compiled in another way. */
export const asynchronousFilters = ["entryHtml", "jsonFeed"] as const;

/** Filters in Nunjucks' asynchronous form. */
export function makeFeedFilters(environment: nunjucks.Environment, site: SiteView, printed: PrintedFiles) {
  const absolute = (url: string): string => absoluteUrl(url, site);
  // An entry is one object, whatever number of feeds it is in.
  const known = new WeakMap<FeedEntry, Promise<string>>();
  const makeHtml = async (entry: FeedEntry): Promise<string> => {
    const macro = await findMacro(environment);
    return makeAbsolute(plainText(macro(entry, site.language).toString()), absolute(entry.url));
  };
  const htmlOf = (entry: FeedEntry): Promise<string> => {
    let html = known.get(entry);
    if (html === undefined) known.set(entry, (html = makeHtml(entry)));
    return html;
  };
  return {
    /** A whole story as HTML, all addresses absolute. */
    entryHtml: (entry: FeedEntry, callback: Callback<string>): void => settle(htmlOf(entry), callback),
    /** A feed as the object that JSON Feed wants. */
    jsonFeed: (model: FeedModel, callback: Callback<object>): void =>
      settle(
        Promise.all(model.entries.map(htmlOf)).then((bodies) =>
          jsonFeed(model, site, bodies, {
            absolute,
            plainText,
            ...feedValueFilters,
            bytes: (url) => printed.size(url),
          }),
        ),
        callback,
      ),
  } satisfies Record<(typeof asynchronousFilters)[number], unknown>;
}

function settle<T>(promise: Promise<T>, callback: Callback<T>): void {
  promise.then(
    (value) => callback(null, value),
    (error: Error) => callback(error),
  );
}

/** `entryHtml` of `macros/feed-entry.njk`, the site's own copy first. */
function findMacro(environment: nunjucks.Environment): Promise<EntryMacro> {
  return new Promise((resolve, reject) => {
    const template = environment.getTemplate("macros/feed-entry.njk") as unknown as {
      getExported: (callback: Callback<{ entryHtml: EntryMacro }>) => void;
    };
    template.getExported((error, macros) => (macros === undefined ? reject(error) : resolve(macros.entryHtml)));
  });
}

/** Maybe an address that is not absolute, or a list of some: what the plugin would change nothing in need not be parsed. Looks back from each "=", since there are more spaces. */
const relativeAddress =
  /=(?<=\s(?:srcset|ping|(?:href|src|cite|poster|action|data|formaction)(?!\s*=\s*["']?\s*(?:https?:|mailto:|tel:)))\s*=)/i;

/** `base`: the address of the page that the HTML is of. */
async function makeAbsolute(html: string, base: string): Promise<string> {
  return relativeAddress.test(html) ? convertHtmlToAbsoluteUrls(html, base) : html;
}
