// One way to ask any weather provider, and the two that there are.
import type { Weather, WeatherAnswer } from "../../api/weather.ts";
import { readSymbol, readWmoCode, withWind } from "./weather-condition.ts";
import type { WeatherPlace, WeatherSettings } from "./weather-settings.ts";

export interface Forecast {
  /** In the order of time, one at least. */
  hours: Weather[];
  /** Epoch ms: the provider has nothing newer before. */
  freshUntil: number;
  /** Sent back as If-Modified-Since; "" where the provider does not say. */
  lastModified: string;
}

export interface WeatherProvider {
  source: WeatherAnswer["source"];
  /** `known` may come back with a new `freshUntil`. @throws ProviderError, or what `fetch` throws */
  ask: (place: WeatherPlace, known: Forecast | null, signal: AbortSignal) => Promise<Forecast>;
}

/** The provider answers, but not with weather. */
export class ProviderError extends Error {
  /** Seconds that the provider wants to be left alone; 0 where it does not say. */
  readonly pause: number;

  constructor(message: string, pause = 0) {
    super(message);
    this.pause = pause;
  }
}

const answerLimit = 2_000_000; // characters
/** Hours of a forecast that are kept: as long as it may be shown, and a little more. */
const hoursKept = 12;
const leastFreshness = 60_000; // ms
const mostFreshness = 7_200_000; // ms

/** @param clock epoch ms */
export function makeProvider(settings: WeatherSettings, clock: () => number): WeatherProvider {
  return settings.provider === "met" ? metNorway(settings, clock) : openMeteo(settings, clock);
}

/** https://api.met.no/weatherapi/locationforecast/2.0/documentation, https://api.met.no/doc/TermsOfService */
function metNorway({ url, contact }: WeatherSettings, clock: () => number): WeatherProvider {
  const base = url || "https://api.met.no";
  return {
    source: { name: "MET Norway", url: "https://www.met.no/en", licence: "CC BY 4.0" },
    ask: async ({ latitude, longitude }, known, signal) => {
      // More than four decimals are refused, so that answers can be shared.
      const address = `${base}/weatherapi/locationforecast/2.0/compact?lat=${trim(latitude)}&lon=${trim(longitude)}`;
      const headers = {
        "user-agent": `Broadsheet (${contact})`,
        ...(known?.lastModified && { "if-modified-since": known.lastModified }),
      };
      const response = await fetch(address, { headers, signal });
      const freshUntil = clampFreshness(Date.parse(response.headers.get("expires") ?? ""), clock());
      if (response.status === 304 && known) return { ...known, freshUntil };
      const { properties } = (await readAnswer(response)) as { properties?: { timeseries?: unknown } };
      if (!Array.isArray(properties?.timeseries)) throw new ProviderError("the answer has no timeseries");
      const hours = properties.timeseries.slice(0, hoursKept).map(readHour);
      if (hours.length === 0) throw new ProviderError("the timeseries is empty");
      return { hours, freshUntil, lastModified: response.headers.get("last-modified") ?? "" };
    },
  };
}

interface MetHour {
  time?: string;
  data?: {
    instant?: { details?: { air_temperature?: number; wind_speed?: number } };
    next_1_hours?: { summary?: { symbol_code?: string } };
    next_6_hours?: { summary?: { symbol_code?: string } };
  };
}

function readHour(value: unknown): Weather {
  const { time, data } = (value ?? {}) as MetHour;
  const symbol = data?.next_1_hours?.summary?.symbol_code ?? data?.next_6_hours?.summary?.symbol_code;
  const details = data?.instant?.details;
  return makeWeather(
    Date.parse(String(time)),
    details?.air_temperature,
    details?.wind_speed,
    readSymbol(String(symbol)),
  );
}

function openMeteo({ url }: WeatherSettings, clock: () => number): WeatherProvider {
  const base = url || "https://api.open-meteo.com";
  return {
    source: { name: "Open-Meteo", url: "https://open-meteo.com/", licence: "CC BY 4.0" },
    ask: async ({ latitude, longitude }, _, signal) => {
      const query = `latitude=${trim(latitude)}&longitude=${trim(longitude)}&current=temperature_2m,weather_code,wind_speed_10m&wind_speed_unit=ms&timeformat=unixtime`;
      const response = await fetch(`${base}/v1/forecast?${query}`, { headers: { "user-agent": "Broadsheet" }, signal });
      const { current } = (await readAnswer(response)) as {
        current?: { time?: number; temperature_2m?: number; weather_code?: number; wind_speed_10m?: number };
      };
      if (!current) throw new ProviderError("the answer has no current weather");
      const weather = makeWeather(
        Number(current.time) * 1000,
        current.temperature_2m,
        current.wind_speed_10m,
        readWmoCode(Number(current.weather_code)),
      );
      // Its current weather is renewed every 15 minutes.
      return { hours: [weather], freshUntil: clock() + 900_000, lastModified: "" };
    },
  };
}

function makeWeather(
  time: number,
  temperature: unknown,
  windSpeed: unknown,
  condition: Weather["condition"] | null,
): Weather {
  if (!Number.isFinite(time) || !Number.isFinite(temperature) || !Number.isFinite(windSpeed) || condition === null)
    throw new ProviderError("the answer lacks a time, temperature, wind or condition");
  const speed = windSpeed as number;
  return {
    time: new Date(time).toISOString(),
    temperature: temperature as number,
    windSpeed: speed,
    condition: withWind(condition, speed),
  };
}

async function readAnswer(response: Response): Promise<object> {
  if (response.status !== 200) {
    await response.body?.cancel();
    const pause = Number(response.headers.get("retry-after") ?? 0);
    throw new ProviderError(`it answers ${response.status}`, Number.isFinite(pause) ? pause : 0);
  }
  const text = await response.text();
  if (text.length > answerLimit) throw new ProviderError("the answer is too long");
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Reported below, like JSON of another shape.
  }
  throw new ProviderError("the answer is no JSON object");
}

const trim = (degrees: number): string => String(Math.round(degrees * 10_000) / 10_000);

function clampFreshness(expires: number, now: number): number {
  return Math.min(Math.max(Number.isNaN(expires) ? 0 : expires, now + leastFreshness), now + mostFreshness);
}
