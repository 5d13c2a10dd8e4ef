// The RSS plugin's filters, told the site's zone: on their own they take the machine's.
import { convertHtmlToAbsoluteUrls, dateToRfc822, dateToRfc3339 } from "@11ty/eleventy-plugin-rss";

type Callback = (error: Error | null, value?: string) => void;

/** Instants are ISO 8601 with offset. */
export function makeFeedFilters(zone: string) {
  return {
    dateToRfc822: (instant: string) => dateToRfc822(new Date(instant), zone),
    dateToRfc3339: (instant: string) => dateToRfc3339(new Date(instant)),
  };
}

/** Nunjucks' asynchronous form: `html | absoluteUrls(base)`. */
export function absoluteUrls(html: string, base: string, callback: Callback): void {
  convertHtmlToAbsoluteUrls(html, base).then(
    (absolute) => callback(null, absolute),
    (error: Error) => callback(error),
  );
}
