// `GET /v1/weather`: the weather of one of the configured places.
import { answerJson, type Route, refuse, unavailable } from "../http/exchange.ts";
import type { ServiceParts } from "../parts.ts";
import { WeatherDesk } from "../weather/weather-desk.ts";

const longestLife = 600; // seconds
const staleLife = 60; // seconds

export function weatherRoute({ settings, ...parts }: ServiceParts): Route {
  const desk = settings.weather && new WeatherDesk(settings.weather, parts);
  return async ({ query }) => {
    const place = new URLSearchParams(query).get("place") ?? "";
    if (place === "") throw refuse(400, "malformed", "place is the id of a place.", "place");
    const answer = (await desk?.answer(place)) ?? "unknown";
    if (answer === "unknown")
      throw refuse(404, "unknown-place", "The service knows no weather of this place.", "place");
    if (answer === "unavailable")
      throw unavailable("weather-unavailable", "The weather is not known at present.", staleLife);
    const life = answer.stale ? staleLife : Math.min(longestLife, Math.ceil((desk?.freshness(place) ?? 0) / 1000));
    return answerJson(answer, { "cache-control": `max-age=${life}, stale-while-revalidate=600, stale-if-error=21600` });
  };
}
