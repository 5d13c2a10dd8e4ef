// Where feeds are: names and addresses by format, for autodiscovery, lists of feeds, and the feeds themselves.
import type { FeedFormat, FeedScope, SiteSettings } from "../../content/types.ts";
import type { FeedLink } from "../page-model.ts";

const formats: Record<FeedFormat, Pick<FeedLink, "formatName" | "type"> & { file: string }> = {
  rss: { file: "rss.xml", formatName: "RSS", type: "application/rss+xml" },
  atom: { file: "atom.xml", formatName: "Atom", type: "application/atom+xml" },
  json: { file: "feed.json", formatName: "JSON Feed", type: "application/feed+json" },
};

/** `name` of what the feed is of: a section's, an author's, a tag's; "" for the site. */
export function feedTitle(site: SiteSettings, name: string): string {
  return name === "" ? site.title : `${site.title}: ${name}`;
}

/** The feeds of the page at `homeUrl`, in the formats that the site wants for their kind. */
export function feedLinks(site: SiteSettings, scope: FeedScope, homeUrl: string, name: string): FeedLink[] {
  const title = feedTitle(site, name);
  return site.feeds[scope].formats.map((format) => {
    const { file, formatName, type } = formats[format];
    return { title, url: homeUrl + file, format, formatName, type };
  });
}
