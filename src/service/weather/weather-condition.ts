// From the codes of weather providers to one word for the reader.
import type { WeatherCondition } from "../../api/weather.ts";

/** m/s: 6 on the Beaufort scale, a strong breeze. */
const strongWind = 10.8;
const dry: readonly WeatherCondition[] = ["clear", "fair", "partly-cloudy", "cloudy"];

/** Neither provider has a code for wind. */
export const withWind = (condition: WeatherCondition, windSpeed: number): WeatherCondition =>
  windSpeed >= strongWind && dry.includes(condition) ? "windy" : condition;

const symbolParts: [part: string, condition: WeatherCondition][] = [
  ["thunder", "thunder"],
  ["sleet", "sleet"],
  ["snow", "snow"],
  ["rain", "rain"],
  ["fog", "fog"],
  ["partlycloudy", "partly-cloudy"],
  ["cloudy", "cloudy"],
  ["fair", "fair"],
  ["clearsky", "clear"],
];

/** Of a `symbol_code` such as "lightrainshowers_day": https://api.met.no/weatherapi/weathericon/2.0/documentation. Null where it is none. */
export const readSymbol = (symbol: string): WeatherCondition | null =>
  symbolParts.find(([part]) => symbol.includes(part))?.[1] ?? null;

/** Of a WMO code (table 4677, as Open-Meteo uses it): https://open-meteo.com/en/docs. Null where it is none of these. */
export function readWmoCode(code: number): WeatherCondition | null {
  if (code >= 95 && code <= 99) return "thunder";
  if ([56, 57, 66, 67].includes(code)) return "sleet";
  if ((code >= 71 && code <= 77) || code === 85 || code === 86) return "snow";
  if ((code >= 51 && code <= 65) || (code >= 80 && code <= 82)) return "rain";
  if (code === 45 || code === 48) return "fog";
  return (["clear", "fair", "partly-cloudy", "cloudy"] as const)[code] ?? null;
}
