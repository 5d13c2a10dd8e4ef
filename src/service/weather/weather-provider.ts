// One way to ask any weather provider, and the two that there are.
import type { Weather, WeatherAnswer, WeatherCondition } from "../../api/weather.ts";
import { isObject, parseJson } from "../json-values.ts";
import type { WeatherPlace, WeatherSettings } from "../settings.ts";
import { readSymbol, readWmoCode, withWind } from "./weather-condition.ts";

export interface Forecast {
  /** In the order of time, one at least. */
  hours: Weather[];
  /** Epoch ms: the provider has nothing newer before. */
  freshUntil: number;
  /** Sent back as If-Modified-Since; "" where the provider does not say. */
  lastModified: string;
}

/** The provider answers, but not with weather. */
export class ProviderError extends Error {
  /** Seconds that the provider wants to be left alone; 0 where it does not say. */
  pause = 0;
}

/** JSON of which nothing is known. */
interface Unknown {
  [key: string]: Unknown | undefined;
}

const answerLimit = 2_000_000; // characters
/** Hours of a forecast that are kept: as long as it may be shown, and a little more. */
const hoursKept = 12;

interface Provider {
  source: WeatherAnswer["source"];
  /** Where the settings name no other. */
  base: string;
  path: (latitude: number, longitude: number) => string;
  agent: (contact: string) => string;
  /** Epoch ms. */
  freshUntil: (headers: Headers, now: number) => number;
  /** @throws ProviderError */
  readHours: (answer: Unknown) => Weather[];
}

const providers: Record<WeatherSettings["provider"], Provider> = {
  /** https://api.met.no/weatherapi/locationforecast/2.0/documentation, https://api.met.no/doc/TermsOfService */
  met: {
    source: { name: "MET Norway", url: "https://www.met.no/en", licence: "CC BY 4.0" },
    base: "https://api.met.no",
    path: (latitude, longitude) => `/weatherapi/locationforecast/2.0/compact?lat=${latitude}&lon=${longitude}`,
    agent: (contact) => `Broadsheet (${contact})`,
    freshUntil: (headers, now) => {
      const expires = Date.parse(headers.get("expires") ?? "") || 0;
      // Not less than a minute, nor more than two hours.
      return Math.min(Math.max(expires, now + 60_000), now + 7_200_000);
    },
    readHours: ({ properties }) => {
      const hours = properties?.timeseries;
      if (!Array.isArray(hours)) throw new ProviderError("the answer has no timeseries");
      if (hours.length === 0) throw new ProviderError("the timeseries is empty");
      return hours.slice(0, hoursKept).map((hour: Unknown | null) => {
        const { instant, next_1_hours, next_6_hours } = hour?.data ?? {};
        const symbol = next_1_hours?.summary?.symbol_code ?? next_6_hours?.summary?.symbol_code;
        const { air_temperature, wind_speed } = instant?.details ?? {};
        return makeWeather(Date.parse(String(hour?.time)), air_temperature, wind_speed, readSymbol(String(symbol)));
      });
    },
  },
  /** https://open-meteo.com/en/docs */
  "open-meteo": {
    source: { name: "Open-Meteo", url: "https://open-meteo.com/", licence: "CC BY 4.0" },
    base: "https://api.open-meteo.com",
    path: (latitude, longitude) =>
      `/v1/forecast?latitude=${latitude}&longitude=${longitude}&current=temperature_2m,weather_code,wind_speed_10m&wind_speed_unit=ms&timeformat=unixtime`,
    agent: () => "Broadsheet",
    // Its current weather is renewed every 15 minutes.
    freshUntil: (_, now) => now + 900_000,
    readHours: ({ current }) => {
      if (!current) throw new ProviderError("the answer has no current weather");
      const { time, temperature_2m, wind_speed_10m, weather_code } = current;
      return [makeWeather(Number(time) * 1000, temperature_2m, wind_speed_10m, readWmoCode(Number(weather_code)))];
    },
  },
};

function makeWeather(
  time: number,
  temperature: unknown,
  windSpeed: unknown,
  condition: WeatherCondition | null,
): Weather {
  if (!isNumber(time) || !isNumber(temperature) || !isNumber(windSpeed) || condition === null)
    throw new ProviderError("the answer lacks a time, temperature, wind or condition");
  return { time: new Date(time).toISOString(), temperature, windSpeed, condition: withWind(condition, windSpeed) };
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);

export type WeatherProvider = ReturnType<typeof makeProvider>;

/** @param clock epoch ms */
export function makeProvider({ provider, url, contact }: WeatherSettings, clock: () => number) {
  const { source, base, path, agent, freshUntil, readHours } = providers[provider];
  return {
    source,
    /** `known` may come back with a new `freshUntil`. @throws ProviderError, or what `fetch` throws */
    ask: async (
      { latitude, longitude }: WeatherPlace,
      known: Forecast | null,
      signal: AbortSignal,
    ): Promise<Forecast> => {
      const response = await fetch((url || base) + path(trim(latitude), trim(longitude)), {
        headers: {
          "user-agent": agent(contact),
          ...(known?.lastModified && { "if-modified-since": known.lastModified }),
        },
        signal,
      });
      const fresh = freshUntil(response.headers, clock());
      if (response.status === 304 && known) return { ...known, freshUntil: fresh };
      const hours = readHours(await readAnswer(response));
      return { hours, freshUntil: fresh, lastModified: response.headers.get("last-modified") ?? "" };
    },
  };
}

/** More than four decimals are refused, so that answers can be shared. */
const trim = (degrees: number): number => Math.round(degrees * 10_000) / 10_000;

async function readAnswer(response: Response): Promise<Unknown> {
  if (response.status !== 200) {
    await response.body?.cancel();
    const pause = Number(response.headers.get("retry-after")) || 0;
    throw Object.assign(new ProviderError(`it answers ${response.status}`), { pause });
  }
  const text = await response.text();
  if (text.length > answerLimit) throw new ProviderError("the answer is too long");
  const answer = parseJson(text);
  if (!isObject(answer)) throw new ProviderError("the answer is no JSON object");
  return answer as Unknown;
}
