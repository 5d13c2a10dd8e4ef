// The weather that `broadsheet weather` fetched, for sites without a service.
import { type WeatherAnswer, type WeatherFile, weatherConditions } from "../../api/weather.ts";
import type { Problem } from "../problems.ts";
import type { PlaceSettings } from "./site-schema.ts";
import { readStateFile } from "./state-file.ts";

/** In the site's folder. */
export const weatherFile = ".state/weather.json";

const warning = "the weather cannot be read and is left out; run broadsheet weather again, or remove the file";

/** Null where there is none. Of `places` alone. */
export function loadWeather(
  siteFolder: string,
  wanted: readonly PlaceSettings[],
): { weather: WeatherFile | null; problems: Problem[] } {
  const { state, problems } = readStateFile(siteFolder, weatherFile, warning, ({ places }): WeatherFile | null => {
    if (typeof places !== "object" || places === null) return null;
    const answers = new Map<string, unknown>(Object.entries(places));
    const known = wanted.flatMap(({ id }) => readAnswer(id, answers.get(id)) ?? []);
    return { version: 1, places: Object.fromEntries(known.map((answer) => [answer.place, answer])) };
  });
  return { weather: state, problems };
}

/** Null for what is none. */
function readAnswer(place: string, value: unknown): WeatherAnswer | null {
  const { time, temperature, windSpeed, condition, source } = (value ?? {}) as WeatherAnswer;
  const { name, url, licence } = source ?? {};
  const isSound =
    [time, name, url, licence].every((text) => typeof text === "string" && text.length < 500) &&
    [temperature, windSpeed].every(Number.isFinite) &&
    !Number.isNaN(Date.parse(time)) &&
    /^https:\/\//.test(url) &&
    weatherConditions.includes(condition);
  return isSound
    ? { place, time, temperature, windSpeed, condition, stale: false, source: { name, url, licence } }
    : null;
}
