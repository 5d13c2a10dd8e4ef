// The globals `site` and `sections` that every template may read.
import type { Edition } from "../edition/edition.ts";
import { addressOfMedia } from "../edition/media.ts";
import { sectionLink } from "./cards.ts";
import { direction } from "./direction.ts";
import type { SectionsView, SiteView } from "./models.ts";

export interface Globals {
  site: SiteView;
  sections: SectionsView;
}

export function makeGlobals(edition: Edition, assets: SiteView["assets"]): Globals {
  const { site } = edition.publication;
  const logo = edition.mediaLookup.get(site.publisher.logo);
  return {
    site: {
      title: site.title,
      description: site.description,
      origin: site.origin,
      basePath: site.basePath,
      language: site.language,
      direction: direction(site.language),
      timezone: site.timezone,
      publisher: { ...site.publisher, logo: logo ? addressOfMedia(logo) : "" },
      weather: site.weather,
      id: site.id,
      serviceUrl: site.serviceUrl,
      pages: edition.pages.filter((page) => !page.isUnpublished).map((page) => ({ name: page.post.title, url: page.url })),
      assets,
    },
    sections: edition.sections.map(sectionLink),
  };
}
