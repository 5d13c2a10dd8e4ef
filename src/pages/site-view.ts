// The globals `site` and `sections` that every template may read.
import { weatherConditions, weatherRoute } from "../api/weather.ts";
import type { PlaceSettings } from "../content/types.ts";
import type { Link, Picture, SectionLink } from "../edition/cards.ts";
import { direction, isLatin } from "../edition/direction.ts";
import type { Edition } from "../edition/edition.ts";
import { feedLinks } from "./feeds/feed-links.ts";
import type { FeedLink } from "./page-model.ts";
import { type Icon, iconOf, logoOf } from "./web-manifest.ts";

export interface AssetAddresses {
  styles: string;
  countScript: string;
  pageScript: string;
  /** Wanted before the style sheet asks for it; "" where the site's language has another script. */
  font: string;
  /** Wanted where a text has emphasis; "" as `font` is. */
  italicFont: string;
}

/** The global `site`. */
export interface SiteView {
  title: string;
  description: string;
  /** Origin without a trailing slash. */
  origin: string;
  basePath: string;
  language: string;
  direction: "ltr" | "rtl";
  timezone: string;
  publisher: { name: string; logo: string; url: string; policies: Record<string, string> };
  /** The publisher's logo as a picture, or null. */
  logo: Picture | null;
  icon: Icon | null;
  /** Whether texts say in a `<meta>` how far artificial intelligence wrote them. */
  ai: { hasMeta: boolean };
  /** `route`: where the script asks for a place, "" for the file `/weather.json`. `conditions`: that it may hear of. */
  weather: { provider: string; places: PlaceSettings[]; isLive: boolean; route: string; conditions: readonly string[] };
  id: string;
  /** Null without a counting service; "" where it shares the site's origin. */
  serviceUrl: string | null;
  /** Slugs and titles of standalone pages, for the footer. */
  pages: Link[];
  /** Of the whole site, for autodiscovery. */
  feeds: FeedLink[];
  /** Hashed addresses, without the base path. */
  assets: AssetAddresses;
}

/** The global `sections`, in menu order; those without a story included. */
export type SectionsView = SectionLink[];

export interface Globals {
  site: SiteView;
  sections: SectionsView;
}

export function makeGlobals(edition: Edition, assets: AssetAddresses): Globals {
  const { site } = edition.publication;
  const logo = logoOf(edition);
  return {
    site: {
      title: site.title,
      description: site.description,
      origin: site.origin,
      basePath: site.basePath,
      language: site.language,
      direction: direction(site.language),
      timezone: site.timezone,
      publisher: { ...site.publisher, logo: logo?.url ?? "" },
      logo,
      icon: iconOf(logo),
      ai: { hasMeta: site.ai.hasMeta },
      weather: {
        ...site.weather,
        isLive: site.weather.provider === "met" || site.weather.provider === "open-meteo",
        route: site.serviceUrl === null ? "" : `${site.serviceUrl}${weatherRoute}?place=`,
        conditions: weatherConditions,
      },
      id: site.id,
      serviceUrl: site.serviceUrl,
      pages: edition.pages
        .filter((page) => !page.isUnpublished)
        .map((page) => ({ name: page.post.title, url: page.url })),
      feeds: feedLinks(site, "site", "/", ""),
      assets: { ...assets, ...(isLatin(site.language) ? {} : { font: "", italicFont: "" }) },
    },
    sections: edition.sections.map(({ link }) => link.value),
  };
}
