// The weather that `broadsheet weather` fetched, for sites without a service: checked like any other input.
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type WeatherAnswer, type WeatherFile, weatherConditions } from "../../api/weather.ts";
import type { PlaceSettings, Problem } from "../types.ts";

/** In the site's folder. */
export const weatherFile = ".state/weather.json";

const largest = 262_144; // bytes

/** Null where there is none; a file that is broken is a warning, since the news matters more. Of `places` alone. */
export function loadWeather(
  siteFolder: string,
  places: readonly PlaceSettings[],
): { weather: WeatherFile | null; problems: Problem[] } {
  const file = join(siteFolder, weatherFile);
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (status === undefined) return { weather: null, problems: [] };
  const answers = status.isFile() && status.size <= largest ? readAnswers(file) : null;
  if (answers !== null) {
    const wanted = places.flatMap(({ id }) =>
      Object.hasOwn(answers, id) && isAnswer(answers[id]) ? [[id, pick(answers[id], id)] as const] : [],
    );
    return { weather: { version: 1, places: Object.fromEntries(wanted) }, problems: [] };
  }
  const message = "the weather cannot be read and is left out; run broadsheet weather again, or remove the file";
  return { weather: null, problems: [{ file: weatherFile, line: 1, column: 1, severity: "warning", message }] };
}

function readAnswers(file: string): Record<string, unknown> | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
  const { version, places } = (value ?? {}) as Partial<Record<keyof WeatherFile, unknown>>;
  return version === 1 && typeof places === "object" && places !== null ? (places as Record<string, unknown>) : null;
}

function isAnswer(value: unknown): value is WeatherAnswer {
  const { time, temperature, windSpeed, condition, source } = (value ?? {}) as Partial<
    Record<keyof WeatherAnswer, unknown>
  >;
  const { name, url, licence } = (source ?? {}) as Partial<Record<string, unknown>>;
  return (
    [time, name, url, licence].every((text) => typeof text === "string" && text.length < 500) &&
    [temperature, windSpeed].every(Number.isFinite) &&
    !Number.isNaN(Date.parse(String(time))) &&
    /^https:\/\//.test(String(url)) &&
    weatherConditions.some((known) => known === condition)
  );
}

function pick(
  { time, temperature, windSpeed, condition, source: { name, url, licence } }: WeatherAnswer,
  place: string,
): WeatherAnswer {
  return { place, time, temperature, windSpeed, condition, stale: false, source: { name, url, licence } };
}
