// Reads the service's settings from flags, environment and one file, in this order of rank, and says what is wrong with them.
import { isAddress } from "./articles-source.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { readNetwork } from "./http/client-address.ts";
import { defaultSettings, type ServiceSettings, type SiteSettings } from "./settings.ts";
import { readWeather } from "./weather/weather-configuration.ts";

/** As they come from the command line; undefined and [] where not given. */
export interface ServiceFlags {
  host?: string | undefined;
  port?: string | undefined;
  data?: string | undefined;
  store?: string | undefined;
  "trust-proxy"?: string[] | undefined;
  site?: string[] | undefined;
}

/** The keys of the file, which is JSON. */
const fileKeys = ["host", "port", "data", "store", "trustProxy", "sites", "weather"] as const;

type FileValues = Partial<Record<(typeof fileKeys)[number], unknown>>;

/** @param file its name and text, or null. @throws ConfigurationError */
export function readSettings(
  flags: ServiceFlags,
  environment: NodeJS.ProcessEnv,
  file: { name: string; text: string } | null,
): ServiceSettings {
  const values = file === null ? {} : readFile(file);
  const inFile = file?.name ?? "";
  /** The first that is given, with the name of its place. */
  const pick = (
    flag: unknown,
    name: string,
    variable: string,
    key: keyof FileValues,
  ): [value: unknown, where: string] | null => {
    if (flag !== undefined && !(Array.isArray(flag) && flag.length === 0)) return [flag, `--${name}`];
    const text = environment[variable];
    if (text !== undefined && text !== "") return [text, variable];
    return values[key] === undefined ? null : [values[key], `${inFile}: ${key}`];
  };
  const read = <T>(source: [unknown, string] | null, reader: (value: unknown, where: string) => T, fallback: T): T =>
    source === null ? fallback : reader(...source);
  return {
    host: read(pick(flags.host, "host", "BROADSHEET_HOST", "host"), readText, defaultSettings.host),
    port: read(pick(flags.port, "port", "BROADSHEET_PORT", "port"), readPort, defaultSettings.port),
    dataFolder: read(pick(flags.data, "data", "BROADSHEET_DATA", "data"), readText, defaultSettings.dataFolder),
    store: read(pick(flags.store, "store", "BROADSHEET_STORE", "store"), readStore, defaultSettings.store),
    trustedProxies: read(
      pick(flags["trust-proxy"], "trust-proxy", "BROADSHEET_TRUST_PROXY", "trustProxy"),
      readProxies,
      defaultSettings.trustedProxies,
    ),
    sites: read(pick(flags.site, "site", "BROADSHEET_SITES", "sites"), readSites, defaultSettings.sites),
    weather: values.weather === undefined ? null : readWeather(values.weather, `${inFile}: weather`),
  };
}

function readFile({ name, text }: { name: string; text: string }): FileValues {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${name} is no JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new ConfigurationError(`${name} holds no JSON object`);
  for (const key of Object.keys(value)) {
    if (!(fileKeys as readonly string[]).includes(key))
      throw new ConfigurationError(`${name}: key "${key}" is unknown; it may have ${fileKeys.join(", ")}`);
  }
  return value;
}

function readText(value: unknown, where: string): string {
  if (typeof value !== "string" || value.trim() === "") throw new ConfigurationError(`${where}: write a text`);
  return value;
}

function readPort(value: unknown, where: string): number {
  const port =
    typeof value === "number" || (typeof value === "string" && /^\d{1,5}$/.test(value)) ? Number(value) : Number.NaN;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigurationError(
      `${where}: ${JSON.stringify(value)} is no port; write a number from 1 to 65535, or 0 for a free one`,
    );
  return port;
}

function readStore(value: unknown, where: string): string {
  const text = readText(value, where);
  const isKnown =
    text === "sqlite" ||
    text.split(",").every((address) => /^rediss?:\/\/[^/?#]+(?:\/\d*)?$/.test(address) && URL.canParse(address));
  // The address may hold a password: it is not repeated.
  if (!isKnown)
    throw new ConfigurationError(
      `${where}: write sqlite, or the address of a Redis or Valkey such as redis://127.0.0.1:6379; several with commas for a cluster`,
    );
  return text;
}

function readProxies(value: unknown, where: string): string[] {
  const list = readList(value, where);
  for (const proxy of list) {
    if (proxy !== "loopback" && readNetwork(proxy) === null)
      throw new ConfigurationError(
        `${where}: "${proxy}" is no address or network; write one such as 10.0.0.5, 10.0.0.0/8, ::1 or loopback`,
      );
  }
  return list;
}

/** A list, or one text with commas. */
function readList(value: unknown, where: string): string[] {
  const list = Array.isArray(value)
    ? value.flatMap((entry) => (typeof entry === "string" ? entry.split(",") : [entry]))
    : typeof value === "string"
      ? value.split(",")
      : [value];
  if (!list.every((entry) => typeof entry === "string"))
    throw new ConfigurationError(`${where}: write a list of texts`);
  return list.map((entry) => entry.trim()).filter((entry) => entry !== "");
}

/** `ID=ARTICLES` as text, or the file's object of id → articles, or → {articles, origins}. */
function readSites(value: unknown, where: string): SiteSettings[] {
  const sites = isObject(value)
    ? Object.entries(value).map(([id, entry]) => readSite(id, entry, `${where}.${id}`))
    : readList(value, where).map((text) => {
        const mark = text.indexOf("=");
        if (mark < 1)
          throw new ConfigurationError(
            `${where}: "${text}" names no site; write ID=ARTICLES, such as times=dist/articles.json`,
          );
        return readSite(text.slice(0, mark), text.slice(mark + 1), where);
      });
  if (sites.length === 0) throw new ConfigurationError(`${where}: name one site at least`);
  const twice = sites.find(({ id }, index) => sites.findIndex((other) => other.id === id) !== index);
  if (twice) throw new ConfigurationError(`${where}: the site "${twice.id}" is named twice`);
  return sites;
}

function readSite(id: string, value: unknown, where: string): SiteSettings {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(id))
    throw new ConfigurationError(
      `${where}: "${id}" is no site id; write at most 64 letters, digits and hyphens, as in _data/site`,
    );
  const { articles, origins = [], ...rest } = isObject(value) ? value : { articles: value };
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new ConfigurationError(`${where}: key "${unknown}" is unknown; it may have articles, origins`);
  const source = readText(articles, `${where}: articles`);
  if (isAddress(source) && !URL.canParse(source)) throw new ConfigurationError(`${where}: "${source}" is no address`);
  return {
    id,
    articles: source,
    origins: readList(origins, `${where}: origins`).map((origin) => readOrigin(origin, `${where}: origins`)),
  };
}

function readOrigin(text: string, where: string): string {
  if (
    !/^https?:\/\//.test(text) ||
    !URL.canParse(text) ||
    new URL(text).origin !== text.replace(/\/$/, "").toLowerCase()
  )
    throw new ConfigurationError(`${where}: "${text}" is no origin; write one such as https://www.example.org`);
  return new URL(text).origin;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
