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

/** An address that is not absolute yet; what the plugin would change nothing in need not be parsed. */
const relativeAddress = /\s(?:href|src|srcset|cite|poster|action|data|formaction|longdesc|manifest|background)\s*=\s*["']?(?!https?:|mailto:|tel:)/i;

/** The plugin parses the HTML: once for a post, however many feeds it stands in. */
const converted = new Map<string, { html: string; absolute: string }>();

/** Nunjucks' asynchronous form: `html | absoluteUrls(base)`. `base` is the address of the page that the HTML is of. */
export function absoluteUrls(html: string, base: string, callback: Callback): void {
  const known = converted.get(base);
  const ready = relativeAddress.test(html) ? (known?.html === html ? known.absolute : null) : html;
  if (ready !== null) {
    callback(null, ready);
    return;
  }
  convertHtmlToAbsoluteUrls(html, base).then(
    (absolute) => {
      converted.set(base, { html, absolute });
      callback(null, absolute);
    },
    (error: Error) => callback(error),
  );
}
