// What `_data/site` may say, key by key, with every default.
import { quote } from "../problems.ts";
import {
  dictionary,
  type Field,
  type Fields,
  flag,
  isRecord,
  list,
  nameOf,
  numberWithin,
  oneOf,
  optional,
  type Reader,
  type Reading,
  readFields,
  record,
  report,
  reportAt,
  required,
  typeName,
} from "../readers/readers.ts";
import { fileWithin, filledLine, language, line, readUrl, slugText, webAddress } from "../readers/text-readers.ts";
import type { AiLevel, AiPolicy, CommentsState, FeedFormat, PlaceSettings, SiteSettings } from "../types.ts";
import { readSiteAddress } from "./site-address.ts";

const name = filledLine(200);
const shortLine = line(1_000);
const paragraph = line(10_000);

type FeedSettings = { formats: FeedFormat[]; entries: number };
type Disclaimer = SiteSettings["ai"]["disclaimer"];
type Address = Pick<SiteSettings, "origin" | "basePath">;
type WrittenAi = Omit<SiteSettings["ai"], "hasMeta"> & { meta: boolean };
type WrittenSite = Omit<SiteSettings, keyof Address | "serviceUrl" | "ai"> & {
  url: Address;
  service: { url: string } | null;
  ai: WrittenAi;
};

const timezone: Reader<string> = (value, reading) => {
  const text = name(value, reading);
  if (text === undefined) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    // Offsets such as "+05:30" pass too, and know nothing of clock changes.
    if (/^[A-Za-z]/.test(text)) return text;
  } catch {
    // Reported below like any other text.
  }
  return report(reading, `timezone ${quote(text)} is unknown; write an IANA name such as "Asia/Kolkata" or "UTC"`);
};

const address: Reader<Address> = (value, reading) => {
  const text = name(value, reading);
  return text === undefined ? undefined : readSiteAddress(text, reading);
};

const policy: Reader<string> = (value, reading) => {
  const text = name(value, reading);
  if (text === undefined || /^\/(?![/\\])[^\s\\]*$/.test(text)) return text;
  return readUrl(text, reading)?.href;
};

const disclaimer: Reader<Disclaimer> = (value, reading) => {
  if (typeof value !== "string")
    return record<Disclaimer>({
      assisted: optional(paragraph, ""),
      partial: optional(paragraph, ""),
      full: optional(paragraph, ""),
    })(value, reading);
  const text = paragraph(value, reading);
  return text === undefined ? undefined : { assisted: text, partial: text, full: text };
};

const serviceOrigin: Reader<string> = (value, reading) => {
  const text = shortLine(value, reading);
  if (text === undefined || text === "") return text;
  const url = readUrl(text, reading);
  if (url === undefined) return undefined;
  return url.pathname === "/" && url.search === "" && url.hash === ""
    ? url.origin
    : report(reading, `service.url ${quote(text)} has more than an origin; write ${quote(url.origin)}`);
};

const siteId: Reader<string> = (value, reading) => {
  const text = name(value, reading);
  return text === undefined || /^[A-Za-z0-9-]{1,64}$/.test(text)
    ? text
    : report(reading, `id ${quote(text)} is no id; write at most 64 letters, digits and hyphens`);
};

const robot: Reader<string> = (key, reading) =>
  /^[\w.*+-][\w.*+ -]{0,79}$/.test(String(key))
    ? String(key)
    : report(reading, `robots has ${quote(String(key))}; write a crawler's user agent, such as "GPTBot"`);

const place = record<PlaceSettings>({
  id: required(slugText, "", "give the place an id: small letters, digits and hyphens"),
  name: required(name, "", "add the place's name"),
  latitude: required(numberWithin(-90, 90, false), 0, "add the degrees north"),
  longitude: required(numberWithin(-180, 180, false), 0, "add the degrees east"),
  temperature: optional<number | null>(numberWithin(-100, 70, false), null),
  condition: optional(shortLine, ""),
});

const formats: Reader<FeedFormat[]> = (value, reading) => {
  const chosen = list(oneOf<FeedFormat>("rss", "atom", "json"), true)(value, reading);
  return chosen?.length === 0
    ? report(reading, `${nameOf(reading)} has no format; write rss, atom or json, or leave the key out`)
    : chosen && [...new Set(chosen)];
};

function feed(defaults: FeedSettings): Field<FeedSettings> {
  return optional(
    record<FeedSettings>({
      formats: optional(formats, defaults.formats),
      entries: optional(numberWithin(1, 1_000, true), defaults.entries),
    }),
    defaults,
  );
}

const noDisclaimer: Disclaimer = { assisted: "", partial: "", full: "" };
const noPublisher: SiteSettings["publisher"] = { name: "", logo: "", url: "", policies: {} };
const wideFeed: FeedSettings = { formats: ["rss", "atom", "json"], entries: 30 };
const narrowFeed: FeedSettings = { formats: ["rss"], entries: 15 };
const policies = ["principles", "corrections", "ethics", "ownership", "masthead", "ai"] as const;

const fields: Fields<WrittenSite> = {
  title: required(name, "", 'add the publication\'s name: title: "…"'),
  url: required(address, { origin: "", basePath: "" }, 'add where it is published: url: "https://example.org"'),
  language: required(language, "en", 'add a BCP 47 tag: language: "en"'),
  timezone: required(timezone, "UTC", 'add an IANA name: timezone: "Asia/Kolkata"'),
  description: optional(paragraph, ""),
  publisher: optional(
    record<SiteSettings["publisher"]>({
      name: required(name, "", "add the publisher's name"),
      logo: optional(fileWithin, ""),
      url: optional(webAddress, ""),
      policies: optional(dictionary(oneOf(...policies), policy), {}),
    }),
    noPublisher,
  ),
  ai: optional(
    record<WrittenAi>({
      default: optional(oneOf<AiLevel>("none", "assisted", "partial", "full"), "none"),
      disclaimer: optional(disclaimer, noDisclaimer),
      policy: optional(oneOf<AiPolicy>("labelled", "reviewed"), ""),
      meta: optional(flag, false),
    }),
    { default: "none", disclaimer: noDisclaimer, policy: "", meta: false },
  ),
  weather: optional(
    record<SiteSettings["weather"]>({
      provider: required(
        oneOf<SiteSettings["weather"]["provider"]>("fixed", "met", "open-meteo"),
        "",
        "name one: fixed, met or open-meteo",
      ),
      places: required(list(place, false), [], "add a list of places: {id, name, latitude, longitude}"),
    }),
    { provider: "", places: [] },
  ),
  id: optional(siteId, ""),
  service: optional(record<{ url: string }>({ url: optional(serviceOrigin, "") }), null),
  html: optional(oneOf<SiteSettings["html"]>("safe", "strict", "trusted"), "safe"),
  comments: optional(oneOf<CommentsState>("open", "closed", "off"), "off"),
  robots: optional(dictionary(robot, oneOf<"allow" | "disallow">("allow", "disallow")), {}),
  feeds: optional(
    record<SiteSettings["feeds"]>({
      site: feed(wideFeed),
      section: feed(wideFeed),
      author: feed(narrowFeed),
      tag: feed(narrowFeed),
    }),
    { site: wideFeed, section: wideFeed, author: narrowFeed, tag: narrowFeed },
  ),
  hub: optional(webAddress, ""),
};

/** Reads `_data/site`. With findings of severity "error" the result is not fit for use. */
export function readSite(value: unknown, reading: Reading): SiteSettings {
  if (!isRecord(value))
    report(reading, `the site is ${typeName(value)}; write a group of keys (title, url, language, timezone …)`);
  const { url, service, ai, ...settings } = readFields(isRecord(value) ? value : {}, fields, reading);
  if (service !== null && settings.id === "")
    reportAt(reading, ["service"], "service needs the site's id; add id: letters, digits and hyphens");
  checkWeather(settings.weather, reading);
  const { meta, ...aiSettings } = ai;
  return {
    ...settings,
    ...url,
    ai: { ...aiSettings, hasMeta: meta },
    serviceUrl: service === null ? null : service.url,
  };
}

function checkWeather({ provider, places }: SiteSettings["weather"], reading: Reading): void {
  const ids = new Set<string>();
  for (const [index, { id, temperature, condition }] of places.entries()) {
    const add = (key: string, message: string): void => reportAt(reading, ["weather", "places", index, key], message);
    if (id !== "" && ids.has(id)) add("id", `two places have the id "${id}"; change one`);
    ids.add(id);
    if (provider === "fixed" && temperature === null)
      add(
        "temperature",
        'weather.places.temperature is missing; add the degrees Celsius that the provider "fixed" shows',
      );
    if (provider === "fixed" && condition === "")
      add("condition", 'weather.places.condition is missing; add what the provider "fixed" shows, such as "windy"');
    if (provider !== "fixed" && provider !== "" && (temperature !== null || condition !== ""))
      add(
        temperature === null ? "condition" : "temperature",
        `weather.places has values of its own; remove temperature and condition, or write provider: "fixed"`,
      );
  }
}
