// What the service can be told: the shape of its settings, and what holds where nothing is said.

export interface SiteSettings {
  /** `site.id`; "" takes the one that the articles file states. */
  id: string;
  /** The file or address of `articles.json`. */
  articles: string;
  /** Besides the one that the articles file states: `https://preview.example.org`. */
  origins: readonly string[];
}

export interface WeatherPlace {
  id: string;
  /** Degrees north and east. */
  latitude: number;
  longitude: number;
}

export interface WeatherSettings {
  provider: "met" | "open-meteo";
  /** How MET Norway can reach who asks: an e-mail address or a web page, sent as part of the User-Agent. */
  contact: string;
  /** Where the provider is; "" for its own address. */
  url: string;
  places: readonly WeatherPlace[];
}

export interface ServiceSettings {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Holds the database and the salt. */
  dataFolder: string;
  /** "sqlite" (a file in the data folder), or the address of a Redis or Valkey: `redis://host:6379`, `rediss://…`, several with commas for a cluster. */
  store: string;
  /** Addresses or networks whose X-Forwarded-For is believed, or "loopback". */
  trustedProxies: readonly string[];
  sites: readonly SiteSettings[];
  /** Null where no weather is offered. */
  weather: WeatherSettings | null;
}

export const defaultSettings: ServiceSettings = {
  host: "127.0.0.1",
  port: 8081,
  dataFolder: ".data",
  store: "sqlite",
  trustedProxies: [],
  sites: [{ id: "", articles: "dist/articles.json", origins: [] }],
  weather: null,
};
