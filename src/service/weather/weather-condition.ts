// From the codes of weather providers to one word for the reader.
import { type WeatherCondition, weatherConditions } from "../../api/weather.ts";

/** m/s: 6 on the Beaufort scale, a strong breeze. */
const strongWind = 10.8;
const dry: readonly WeatherCondition[] = ["clear", "fair", "partly-cloudy", "cloudy"];

/** Neither provider has a code for wind. */
export const withWind = (condition: WeatherCondition, windSpeed: number): WeatherCondition =>
  windSpeed >= strongWind && dry.includes(condition) ? "windy" : condition;

/** Of a `symbol_code` such as "lightrainshowers_day": https://api.met.no/weatherapi/weathericon/2.0/documentation. Null where it is none. */
export function readSymbol(symbol: string): WeatherCondition | null {
  // Thunder comes with rain, sleet or snow; "partlycloudy" has "cloudy" in it, and is looked for first.
  if (symbol.includes("thunder")) return "thunder";
  return weatherConditions.find((condition) => symbol.includes(condition.replace("-", ""))) ?? null;
}

/** Of a WMO code (table 4677, as Open-Meteo uses it): https://open-meteo.com/en/docs. Null where it is none of these. */
export function readWmoCode(code: number): WeatherCondition | null {
  if (code >= 95 && code <= 99) return "thunder";
  if ([56, 57, 66, 67].includes(code)) return "sleet";
  if ((code >= 71 && code <= 77) || code === 85 || code === 86) return "snow";
  if ((code >= 51 && code <= 65) || (code >= 80 && code <= 82)) return "rain";
  if (code === 45 || code === 48) return "fog";
  return dry[code] ?? null;
}
