// What the structured data of every page shares: absolute addresses, the site and its publisher.
import type { IdReference, NewsMediaOrganization, Organization, Person, WebSite } from "schema-dts";
import type { Byline } from "../../edition/cards.ts";
import { absoluteUrl } from "../absolute-url.ts";
import type { SiteView } from "../site-view.ts";

/** A site as its pages refer to it; made once for all of them. */
export interface Web {
  site: SiteView;
  absolute: (url: string) => string;
  websiteId: IdReference;
  publisherId: IdReference;
  /** Stands once on each page, so that each can be understood alone. */
  website: WebSite;
  publisher: NewsMediaOrganization;
}

export function makeWeb(site: SiteView): Web {
  const absolute = (url: string): string => absoluteUrl(url, site);
  const home = absolute("/");
  const websiteId = { "@id": `${home}#website` };
  const publisherId = { "@id": `${home}#publisher` };
  const { name, logo, url, policies } = site.publisher;
  const policy = (key: string): string | undefined =>
    policies[key] === undefined ? undefined : absolute(policies[key]);
  const principles = new Set([policy("principles"), policy("ai")].filter((address) => address !== undefined));
  return {
    site,
    absolute,
    websiteId,
    publisherId,
    website: {
      "@type": "WebSite",
      ...websiteId,
      url: home,
      name: site.title,
      description: given(site.description),
      inLanguage: site.language,
      publisher: publisherId,
    },
    publisher: {
      "@type": "NewsMediaOrganization",
      ...publisherId,
      // A newspaper without a house behind it is its own publisher.
      name: name === "" ? site.title : name,
      url: url === "" ? home : url,
      logo: logo === "" ? undefined : absolute(logo),
      publishingPrinciples: filled([...principles]),
      correctionsPolicy: policy("corrections"),
      ethicsPolicy: policy("ethics"),
      ownershipFundingInfo: policy("ownership"),
      masthead: policy("masthead"),
    },
  };
}

/** An empty list is left out of JSON too. */
export function filled<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** What stands "" for "none" is left out of JSON. */
export function given(text: string): string | undefined {
  return text === "" ? undefined : text;
}

export function signer({ name, url, kind }: Byline, web: Web): Person | Organization {
  return kind === "person"
    ? { "@type": "Person", name, url: web.absolute(url) }
    : { "@type": "Organization", name, url: web.absolute(url) };
}
