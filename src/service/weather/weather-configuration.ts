// Reads the `weather` part of the service's configuration file.

import { ConfigurationError } from "../configuration-error.ts";
import type { WeatherPlace, WeatherSettings } from "./weather-settings.ts";

const keys = ["provider", "contact", "url", "places"];

/** @throws ConfigurationError */
export function readWeather(value: unknown, where: string): WeatherSettings {
  const { provider, contact = "", url = "", places, ...rest } = asObject(value, where);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new ConfigurationError(`${where}: key "${unknown}" is unknown; it may have ${keys.join(", ")}`);
  if (provider !== "met" && provider !== "open-meteo")
    throw new ConfigurationError(`${where}.provider: write "met" or "open-meteo"`);
  if (typeof contact !== "string" || (provider === "met" && !/^(?:https:\/\/\S+|\S+@\S+)$/.test(contact))) {
    throw new ConfigurationError(
      `${where}.contact: MET Norway wants to know who asks; write an e-mail address, or a page that begins with https://`,
    );
  }
  if (typeof url !== "string" || (url !== "" && !(/^https?:\/\//.test(url) && URL.canParse(url))))
    throw new ConfigurationError(`${where}.url: write an address, or leave it out`);
  if (!Array.isArray(places) || places.length === 0 || places.length > 200)
    throw new ConfigurationError(`${where}.places: write a list of 1 to 200 places`);
  const list = places.map((place, index) => readPlace(place, `${where}.places[${index}]`));
  const twice = list.find(({ id }, index) => list.findIndex((other) => other.id === id) !== index);
  if (twice) throw new ConfigurationError(`${where}.places: the place "${twice.id}" is named twice`);
  return { provider, contact, url: url.replace(/\/$/, ""), places: list };
}

/** A place may have more keys, as it does in `_data/site`. */
function readPlace(value: unknown, where: string): WeatherPlace {
  const { id, latitude, longitude } = asObject(value, where);
  if (typeof id !== "string" || !/^[a-z0-9-]{1,64}$/.test(id))
    throw new ConfigurationError(`${where}.id: write small letters, digits and hyphens`);
  return {
    id,
    latitude: readDegrees(latitude, 90, `${where}.latitude`),
    longitude: readDegrees(longitude, 180, `${where}.longitude`),
  };
}

function readDegrees(value: unknown, most: number, where: string): number {
  if (typeof value !== "number" || !(Math.abs(value) <= most))
    throw new ConfigurationError(`${where}: write a number from -${most} to ${most}`);
  return value;
}

function asObject(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ConfigurationError(`${where}: write an object`);
  return value as Record<string, unknown>;
}
