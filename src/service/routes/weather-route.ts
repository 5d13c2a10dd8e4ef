// `GET /v1/weather`: the weather of one of the configured places.
import { answerJson, type Route, refuse, unavailable } from "../http/exchange.ts";
import type { WeatherDesk } from "../weather/weather-desk.ts";

const longestLife = 600; // seconds
const staleLife = 60; // seconds

/** @param desk null where no weather is configured */
export function weatherRoute(desk: WeatherDesk | null): Route {
  return async ({ query }) => {
    const place = new URLSearchParams(query).get("place") ?? "";
    if (place === "") return refuse(400, "malformed", "place is the id of a place.", "place");
    const answer = desk === null ? "unknown" : await desk.answer(place);
    if (answer === "unknown")
      return refuse(404, "unknown-place", "The service knows no weather of this place.", "place");
    if (answer === "unavailable")
      return unavailable("weather-unavailable", "The weather is not known at present.", staleLife);
    const life = answer.stale ? staleLife : Math.min(longestLife, Math.ceil((desk?.freshness(place) ?? 0) / 1000));
    return answerJson(answer, { "cache-control": `max-age=${life}, stale-while-revalidate=600, stale-if-error=21600` });
  };
}
