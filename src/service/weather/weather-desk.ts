// Knows the weather of the configured places: asks the provider no more than needed, and bears with it when it fails.
import type { Weather, WeatherAnswer } from "../../api/weather.ts";
import { reasonOf } from "../log.ts";
import type { ServiceParts } from "../parts.ts";
import type { WeatherPlace, WeatherSettings } from "../settings.ts";
import { type Forecast, makeProvider, ProviderError, type WeatherProvider } from "./weather-provider.ts";

const patience = 3_000; // ms, for one request
/** How old a forecast may be and still be shown, ms. */
const staleLife = 21_600_000;
/** After so many failures in a row no place is asked for until the pause is over. */
const failuresBorne = 3;
const leastPause = 15_000; // ms; it doubles with every failure
const mostPause = 900_000; // ms

interface Desk {
  place: WeatherPlace;
  forecast: Forecast | null;
  /** Epoch ms of the last answer. */
  askedAt: number;
  /** Epoch ms before which the place is not asked for again. */
  retryAt: number;
  flight: Promise<void> | null;
}

type DeskParts = Pick<ServiceParts, "clock" | "log" | "metrics">;

export class WeatherDesk {
  private readonly parts: DeskParts;
  private readonly provider: WeatherProvider;
  private readonly desks: ReadonlyMap<string, Desk>;
  private failures = 0;
  private closedUntil = 0;

  constructor(settings: WeatherSettings, parts: DeskParts) {
    this.parts = parts;
    this.provider = makeProvider(settings, parts.clock);
    this.desks = new Map(
      settings.places.map((place) => [place.id, { place, forecast: null, askedAt: 0, retryAt: 0, flight: null }]),
    );
  }

  /** How long `answer` is good for, ms. */
  freshness(place: string): number {
    return Math.max(0, (this.desks.get(place)?.forecast?.freshUntil ?? 0) - this.parts.clock());
  }

  /** "unknown": no such place is configured. "unavailable": neither the provider nor memory has its weather. */
  async answer(place: string): Promise<WeatherAnswer | "unknown" | "unavailable"> {
    const desk = this.desks.get(place);
    if (!desk) return "unknown";
    const now = this.parts.clock();
    if (!isFresh(desk, now) && now >= Math.max(desk.retryAt, this.closedUntil)) {
      desk.flight ??= this.renew(desk).finally(() => {
        desk.flight = null;
      });
    }
    await desk.flight;
    const { forecast, askedAt } = desk;
    const later = this.parts.clock();
    if (!forecast || later - askedAt > staleLife) return "unavailable";
    return { place, ...pickHour(forecast.hours, later), stale: !isFresh(desk, later), source: this.provider.source };
  }

  private async renew(desk: Desk): Promise<void> {
    const { clock, log, metrics } = this.parts;
    try {
      desk.forecast = await this.provider.ask(desk.place, desk.forecast, AbortSignal.timeout(patience));
      desk.askedAt = clock();
      this.failures = 0;
      metrics.add("broadsheet_weather_fetches_total", { outcome: "ok" });
    } catch (error) {
      this.failures++;
      const asked = error instanceof ProviderError ? error.pause * 1000 : 0;
      const pause = Math.min(Math.max(leastPause * 2 ** (this.failures - 1), asked), mostPause);
      desk.retryAt = clock() + pause;
      if (this.failures >= failuresBorne || asked > 0) this.closedUntil = desk.retryAt;
      metrics.add("broadsheet_weather_fetches_total", { outcome: "failed" });
      log("warn", "weather-unavailable", { place: desk.place.id, reason: reasonOf(error), pause });
    }
  }
}

/** The clock may have been put back: no forecast is good for longer than it was said to be. */
const isFresh = ({ forecast, askedAt }: Desk, now: number): boolean =>
  forecast !== null && now < forecast.freshUntil && now >= askedAt - 60_000;

/** The last that has begun, or the first. */
const pickHour = (hours: readonly Weather[], now: number): Weather =>
  hours.findLast(({ time }) => Date.parse(time) <= now) ?? (hours[0] as Weather);
