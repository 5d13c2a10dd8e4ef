// Where a site is published: an origin and, for sites that share one, a base path.
import { quote } from "../problems.ts";
import { nameOf, type Reading, report } from "../readers/readers.ts";
import { readUrl } from "../readers/text-readers.ts";

export interface SiteAddress {
  /** Without a trailing slash: `https://example.org`. */
  origin: string;
  /** "" or `/news`. */
  basePath: string;
}

/** Takes an absolute URL apart, for `site.url` and `--url` alike. */
export function readSiteAddress(text: string, reading: Reading): SiteAddress | undefined {
  const url = readUrl(text, reading);
  if (url === undefined) return undefined;
  if (/[?#]/.test(text))
    return report(
      reading,
      `${nameOf(reading)} ${quote(text)} has a query or fragment; write origin and base path alone`,
    );
  const parts = url.pathname.split("/").filter((part) => part !== "");
  return { origin: url.origin, basePath: parts.map((part) => `/${part}`).join("") };
}
