// Fills the weather strip with what the service, or the site's own file, says now. Nothing is shown of what is older than three hours.
import { type WeatherAnswer, type WeatherCondition, type WeatherFile, weatherLife } from "../api/weather.ts";

/** Strokes in a box of 24 × 24. */
const cloud = "M7 18a4 4 0 0 1 0-8 5.5 5.5 0 0 1 10.5 1A3.5 3.5 0 0 1 17 18z";
const highCloud = "M7 15a4 4 0 0 1 0-8 5.5 5.5 0 0 1 10.5 1A3.5 3.5 0 0 1 17 15z";
const sun =
  "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5";
const sunAbove = "M15 3v2M21 9h-2M19.2 4.8 18 6M11 6.5a4 4 0 0 1 7 3.5";
const icons: Record<WeatherCondition, string> = {
  clear: sun,
  fair: sun,
  "partly-cloudy": cloud + sunAbove,
  cloudy: cloud,
  fog: "M4 9h16M6 13h12M4 17h16",
  rain: `${highCloud}M8 18l-1 3M12 18l-1 3M16 18l-1 3`,
  sleet: `${highCloud}M8 18l-1 3M12 19h.1M16 18l-1 3`,
  snow: `${highCloud}M8 19h.1M12 21h.1M16 19h.1`,
  thunder: `${highCloud}M13 16l-3 4h3l-2 3`,
  windy: "M3 9h11a3 3 0 1 0-3-3M3 13h15a3 3 0 1 1-3 3M3 17h6",
};

/** Regions that measure in degrees Fahrenheit. */
const fahrenheit = /-(US|BS|BZ|KY|LR|PW|FM|MH)\b/;

const fetchJson = async <Answer>(address: string): Promise<Answer> => {
  const response = await fetch(address, { credentials: "omit", priority: "low" });
  if (!response.ok) throw response.status;
  return response.json() as Promise<Answer>;
};

/** `list`: `_includes/partials/weather.njk` states its attributes. All places appear at once, so that none moves. */
export const showWeather = async (list: HTMLElement): Promise<void> => {
  const { route, file = "", locale = "en", source: credit = "" } = list.dataset;
  const all = route === undefined ? fetchJson<WeatherFile>(file) : null;
  const rows = [...list.querySelectorAll<HTMLElement>("[data-weather]")].map(async (row) => {
    const place = row.dataset.weather as string;
    return [
      row,
      all ? (await all).places[place] : await fetchJson<WeatherAnswer>(route + encodeURIComponent(place)),
    ] as const;
  });
  const isFahrenheit = fahrenheit.test(navigator.language);
  const format = (celsius: number, unitDisplay: "short" | "long") =>
    new Intl.NumberFormat(locale, { style: "unit", unit: isFahrenheit ? "fahrenheit" : "celsius", unitDisplay }).format(
      Math.round(isFahrenheit ? celsius * 1.8 + 32 : celsius) || 0,
    );
  let source: WeatherAnswer["source"] | undefined;
  for (const outcome of await Promise.allSettled(rows)) {
    if (outcome.status === "rejected") continue;
    const [row, weather] = outcome.value;
    if (!weather || Date.now() - Date.parse(weather.time) > weatherLife) continue;
    const condition = list.getAttribute(`data-${weather.condition}`) ?? "";
    const say = (selector: string, text: string) => ((row.querySelector(selector) as HTMLElement).textContent = text);
    row.querySelector("path")?.setAttribute("d", icons[weather.condition]);
    say("b", format(weather.temperature, "short"));
    say("i", condition);
    say(
      "span + span",
      (row.dataset.sentence as string)
        .replace("{temperature}", format(weather.temperature, "long"))
        .replace("{condition}", condition),
    );
    row.classList.remove("weather__place--awaited");
    source = weather.source;
  }
  const link = list.querySelector<HTMLAnchorElement>("[data-credit] a");
  if (!source || !link) return;
  link.href = source.url;
  link.textContent = credit.replace("{name}", source.name);
  link.parentElement?.classList.remove("weather__place--awaited");
};
