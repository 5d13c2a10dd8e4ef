// Reads the service's settings from flags, environment and one file, in this order of rank, and says what is wrong with them.
import { isAddress } from "./articles-source.ts";
import { ConfigurationError, fail, readKeys, readList, readText, refuseTwins } from "./configuration-values.ts";
import { readNetwork } from "./http/client-address.ts";
import { isObject } from "./json-values.ts";
import { defaultSettings, type ServiceSettings, type SiteSettings } from "./settings.ts";
import { isStore } from "./stores/open-store.ts";
import { readWeather } from "./weather/weather-configuration.ts";

/** As they come from the command line; undefined and [] where not given. */
export type ServiceFlags = Partial<Record<"host" | "port" | "data" | "store" | "trust-proxy" | "site", unknown>>;

/** A setting's flag, its variable of the environment, its key of the file. */
interface Source<Value> {
  flag?: keyof ServiceFlags;
  variable?: string;
  key: string;
  read: (value: unknown, where: string) => Value;
}

const sources: { [Name in keyof ServiceSettings]: Source<ServiceSettings[Name]> } = {
  host: { flag: "host", variable: "BROADSHEET_HOST", key: "host", read: readText },
  port: { flag: "port", variable: "BROADSHEET_PORT", key: "port", read: readPort },
  dataFolder: { flag: "data", variable: "BROADSHEET_DATA", key: "data", read: readText },
  store: { flag: "store", variable: "BROADSHEET_STORE", key: "store", read: readStore },
  trustedProxies: { flag: "trust-proxy", variable: "BROADSHEET_TRUST_PROXY", key: "trustProxy", read: readProxies },
  sites: { flag: "site", variable: "BROADSHEET_SITES", key: "sites", read: readSites },
  weather: { key: "weather", read: readWeather },
};

/** @param file its name and text, or null. @throws ConfigurationError */
export function readSettings(
  flags: ServiceFlags,
  environment: NodeJS.ProcessEnv,
  file: { name: string; text: string } | null,
): ServiceSettings {
  const values = file === null ? {} : readFile(file);
  const settings: Record<string, unknown> = { ...defaultSettings };
  for (const [name, { flag, variable, key, read }] of Object.entries(sources)) {
    const given = flag && flags[flag];
    if (given !== undefined && !(Array.isArray(given) && given.length === 0)) settings[name] = read(given, `--${flag}`);
    else if (variable && environment[variable]) settings[name] = read(environment[variable], variable);
    else if (values[key] !== undefined) settings[name] = read(values[key], `${file?.name}: ${key}`);
  }
  return settings as unknown as ServiceSettings;
}

/** The file is JSON. */
function readFile({ name, text }: { name: string; text: string }): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${name} is no JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new ConfigurationError(`${name} holds no JSON object`);
  const keys = Object.values(sources).map(({ key }) => key);
  return readKeys(value, name, keys);
}

function readPort(value: unknown, where: string): number {
  const isNumber = typeof value === "number" || (typeof value === "string" && /^\d{1,5}$/.test(value));
  const port = isNumber ? Number(value) : Number.NaN;
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  return fail(where, `${JSON.stringify(value)} is no port; write a number from 1 to 65535, or 0 for a free one`);
}

function readStore(value: unknown, where: string): string {
  const text = readText(value, where);
  if (isStore(text)) return text;
  // The address may hold a password: it is not repeated.
  const address = "the address of a Redis or Valkey such as redis://127.0.0.1:6379; several with commas for a cluster";
  return fail(where, `write sqlite, or ${address}`);
}

function readProxies(value: unknown, where: string): string[] {
  const list = readList(value, where);
  const wrong = list.find((proxy) => proxy !== "loopback" && readNetwork(proxy) === null);
  if (wrong === undefined) return list;
  return fail(where, `"${wrong}" is no address or network; write one such as 10.0.0.5, 10.0.0.0/8, ::1 or loopback`);
}

/** `ID=ARTICLES` as text, or the file's object of id → articles, or → {articles, origins}. */
function readSites(value: unknown, where: string): SiteSettings[] {
  const sites = isObject(value)
    ? Object.entries(value).map(([id, entry]) => readSite(id, entry, `${where}.${id}`))
    : readList(value, where).map((text) => {
        const [, id, articles] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
        if (id === undefined)
          fail(where, `"${text}" names no site; write ID=ARTICLES, such as times=dist/articles.json`);
        return readSite(id, articles, where);
      });
  if (sites.length === 0) fail(where, "name one site at least");
  refuseTwins(sites, where, "site");
  return sites;
}

function readSite(id: string, value: unknown, where: string): SiteSettings {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(id))
    fail(where, `"${id}" is no site id; write at most 64 letters, digits and hyphens, as in _data/site`);
  const entry = readKeys(isObject(value) ? value : { articles: value }, where, ["articles", "origins"]);
  const articles = readText(entry.articles, `${where}: articles`);
  if (isAddress(articles) && !URL.canParse(articles)) fail(where, `"${articles}" is no address`);
  const origins = readList(entry.origins ?? [], `${where}: origins`);
  return { id, articles, origins: origins.map((origin) => readOrigin(origin, `${where}: origins`)) };
}

function readOrigin(text: string, where: string): string {
  const origin = isAddress(text) && URL.canParse(text) ? new URL(text).origin : "";
  if (origin !== "" && origin === text.replace(/\/$/, "").toLowerCase()) return origin;
  return fail(where, `"${text}" is no origin; write one such as https://www.example.org`);
}
