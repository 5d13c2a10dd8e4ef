// What `_data/site` may say, key by key, with every default.
import { quote } from "../problems.ts";
import {
  dictionary,
  distinct,
  flag,
  group,
  isRecord,
  type KeysOf,
  list,
  numberWithin,
  oneOf,
  optional,
  type ReadBy,
  type Reading,
  readFields,
  record,
  refine,
  refuse,
  refuseText,
  report,
  reportAt,
  required,
  typeName,
} from "../readers/readers.ts";
import {
  fileWithin,
  language,
  name,
  paragraph,
  readUrl,
  shortLine,
  slugText,
  webAddress,
} from "../readers/text-readers.ts";
import type { AiLevel, Publisher, Site, Weather, WeatherPlace } from "./authoring.ts";

/** Where a site is published, for `site.url` and `--url` alike: an origin and, for sites that share one, a base path. */
export function readSiteAddress(text: string, reading: Reading) {
  const url = readUrl(text, reading);
  if (url === undefined) return undefined;
  if (/[?#]/.test(text)) return refuseText(reading, text, "has a query or fragment; write origin and base path alone");
  return {
    /** Without a trailing slash: `https://example.org`. */
    origin: url.origin,
    /** "" or `/news`. */
    basePath: url.pathname.replace(/\/+(?=\/|$)/g, ""),
  };
}

const address = refine(name, readSiteAddress);

const timezone = refine(name, (text, reading) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    // Offsets such as "+05:30" pass too, and know nothing of clock changes.
    if (/^[A-Za-z]/.test(text)) return text;
  } catch {
    // Reported below like any other text.
  }
  return refuseText(reading, text, 'is unknown; write an IANA name such as "Asia/Kolkata" or "UTC"');
});

const policyName = oneOf("principles", "corrections", "ethics", "ownership", "masthead", "ai");
const policy = refine(name, (text, reading) =>
  /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : readUrl(text, reading)?.href,
);

const words = optional(paragraph, "");
const disclaimers = group({ assisted: words, partial: words, full: words });
const disclaimer: typeof disclaimers.read = (value, reading) => {
  if (typeof value !== "string") return disclaimers.read(value, reading);
  const text = paragraph(value, reading) ?? "";
  return { assisted: text, partial: text, full: text };
};

const serviceOrigin = refine(shortLine, (text, reading) => {
  if (text === "") return "";
  const url = readUrl(text, reading);
  if (url === undefined || url.pathname + url.search + url.hash === "/") return url?.origin;
  return refuseText(reading, text, `has more than an origin; write ${quote(url.origin)}`);
});

const siteId = refine(name, (text, reading) => {
  if (/^[A-Za-z0-9-]{1,64}$/.test(text)) return text;
  return refuseText(reading, text, "is no id; write at most 64 letters, digits and hyphens");
});

function readRobot(key: string, reading: Reading): string | undefined {
  if (/^[\w.*+-][\w.*+ -]{0,79}$/.test(key)) return key;
  return report(reading, `robots has ${quote(key)}; write a crawler's user agent, such as "GPTBot"`);
}

const place = record({
  id: required(slugText, "", "give the place an id: small letters, digits and hyphens"),
  name: required(name, "", "add the place's name"),
  latitude: required(numberWithin(-90, 90, false), 0, "add the degrees north"),
  longitude: required(numberWithin(-180, 180, false), 0, "add the degrees east"),
  /** Degrees Celsius; null but for `fixed`. */
  temperature: optional(numberWithin(-100, 70, false), null),
  condition: optional(shortLine, ""),
} satisfies KeysOf<WeatherPlace>);
export type PlaceSettings = ReadBy<typeof place>;

const places = distinct(list(place, false), "id", "places");

const weather = group({
  provider: required(oneOf("fixed", "met", "open-meteo"), "", "name one: fixed, met or open-meteo"),
  places: required(places, [], "add a list of places: {id, name, latitude, longitude}"),
} satisfies KeysOf<Weather>);

const soundWeather = refine(weather.read, ({ provider, places }, reading) => {
  for (const [index, { temperature, condition }] of places.entries()) {
    const add = (key: string, message: string): void => reportAt(reading, ["places", index, key], message);
    const lack = (key: string, cure: string): void => add(key, `weather.places.${key} is missing; add ${cure}`);
    if (provider === "fixed") {
      if (temperature === null) lack("temperature", 'the degrees Celsius that the provider "fixed" shows');
      if (condition === "") lack("condition", 'what the provider "fixed" shows, such as "windy"');
    } else if (provider !== "" && (temperature !== null || condition !== ""))
      add(
        temperature === null ? "condition" : "temperature",
        'weather.places has values of its own; remove temperature and condition, or write provider: "fixed"',
      );
  }
  return { provider, places };
});

const formats = refine(list(oneOf("rss", "atom", "json"), true), (chosen, reading) => {
  if (chosen.length > 0) return [...new Set(chosen)];
  return refuse(reading, "has no format; write rss, atom or json, or leave the key out");
});
export type FeedFormat = ReadBy<typeof formats>[number];

function feed(usual: FeedFormat[], entries: number) {
  return group({ formats: optional(formats, usual), entries: optional(numberWithin(1, 1_000, true), entries) });
}
const wideFeed = feed(["rss", "atom", "json"], 30);
const narrowFeed = feed(["rss"], 15);

const fields = {
  title: required(name, "", 'add the publication\'s name: title: "…"'),
  url: required(address, { origin: "", basePath: "" }, 'add where it is published: url: "https://example.org"'),
  language: required(language, "en", 'add a BCP 47 tag: language: "en"'),
  timezone: required(timezone, "UTC", 'add an IANA name: timezone: "Asia/Kolkata"'),
  description: optional(paragraph, ""),
  publisher: group({
    name: required(name, "", "add the publisher's name"),
    logo: optional(fileWithin, ""),
    url: optional(webAddress, ""),
    policies: optional(dictionary(policyName, policy), {}),
  } satisfies KeysOf<Publisher>),
  ai: group({
    default: optional(oneOf<AiLevel>("none", "assisted", "partial", "full"), "none"),
    disclaimer: optional(disclaimer, disclaimers.fallback),
    policy: optional(oneOf("labelled", "reviewed"), ""),
    meta: optional(flag, false),
  } satisfies KeysOf<NonNullable<Site["ai"]>>),
  weather: optional(soundWeather, weather.fallback),
  id: optional(siteId, ""),
  service: optional(record({ url: optional(serviceOrigin, "") }), null),
  html: optional(oneOf("safe", "strict", "trusted"), "safe"),
  comments: optional(oneOf("open", "closed", "off"), "off"),
  robots: optional(dictionary(readRobot, oneOf("allow", "disallow")), {}),
  feeds: group({
    site: wideFeed,
    section: wideFeed,
    author: narrowFeed,
    tag: narrowFeed,
  } satisfies KeysOf<NonNullable<Site["feeds"]>>),
  hub: optional(webAddress, ""),
} satisfies KeysOf<Site>;

/** Reads `_data/site`. With findings of severity "error" the result is not fit for use. */
export function readSite(value: unknown, reading: Reading) {
  if (!isRecord(value))
    report(reading, `the site is ${typeName(value)}; write a group of keys (title, url, language, timezone …)`);
  const { url, service, ai, ...settings } = readFields(isRecord(value) ? value : {}, fields, reading);
  if (service !== null && settings.id === "")
    reportAt(reading, ["service"], "service needs the site's id; add id: letters, digits and hyphens");
  const { meta: hasMeta, ...aiSettings } = ai;
  return {
    ...settings,
    ...url,
    ai: { ...aiSettings, hasMeta },
    /** The service's origin, "" where it shares the site's; null without a service. */
    serviceUrl: service === null ? null : service.url,
  };
}
export type SiteSettings = ReturnType<typeof readSite>;
/** What a publication promises of artificial intelligence; "" where it states nothing. */
export type AiPolicy = SiteSettings["ai"]["policy"];
export type FeedScope = keyof SiteSettings["feeds"];
