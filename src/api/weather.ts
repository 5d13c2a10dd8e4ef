// The HTTP contract of the weather.

export const weatherRoute = "/v1/weather";

/** `windy` stands for a strong wind (10.8 m/s, 6 on the Beaufort scale, or more) in dry weather. */
export const weatherConditions = [
  "clear",
  "fair",
  "partly-cloudy",
  "cloudy",
  "fog",
  "rain",
  "sleet",
  "snow",
  "thunder",
  "windy",
] as const;
export type WeatherCondition = (typeof weatherConditions)[number];

export interface Weather {
  /** The hour or minute that it is of: ISO 8601 in UTC. */
  time: string;
  /** °C */
  temperature: number;
  /** m/s */
  windSpeed: number;
  condition: WeatherCondition;
}

/** Answer of `GET /v1/weather?place=…`. */
export interface WeatherAnswer extends Weather {
  place: string;
  /** Whether the provider could not be asked anew; such an answer is given for 6 h at most. */
  stale: boolean;
  /** To be named where the weather is shown. */
  source: { name: string; url: string; licence: string };
}

/** `/weather.json` of a site without a service. */
export interface WeatherFile {
  version: 1;
  places: Record<string, WeatherAnswer>;
}

/** Older weather is not shown, in ms. */
export const weatherLife = 10_800_000;
