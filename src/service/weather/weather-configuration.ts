// Reads the `weather` part of the service's configuration file.
import { isAddress } from "../articles-source.ts";
import { fail, readKeys, readObject, refuseTwins } from "../configuration-values.ts";
import type { WeatherPlace, WeatherSettings } from "../settings.ts";

const contactCure = "MET Norway wants to know who asks; write an e-mail address, or a page that begins with https://";

/** @throws ConfigurationError */
export function readWeather(value: unknown, where: string): WeatherSettings {
  const { provider, contact = "", url = "", places } = readKeys(value, where, ["provider", "contact", "url", "places"]);
  if (provider !== "met" && provider !== "open-meteo") fail(`${where}.provider`, 'write "met" or "open-meteo"');
  if (typeof contact !== "string" || (provider === "met" && !/^(?:https:\/\/\S+|\S+@\S+)$/.test(contact)))
    fail(`${where}.contact`, contactCure);
  if (typeof url !== "string" || (url !== "" && !(isAddress(url) && URL.canParse(url))))
    fail(`${where}.url`, "write an address, or leave it out");
  if (!Array.isArray(places) || places.length === 0 || places.length > 200)
    fail(`${where}.places`, "write a list of 1 to 200 places");
  const list = places.map((place, index) => readPlace(place, `${where}.places[${index}]`));
  refuseTwins(list, `${where}.places`, "place");
  return { provider, contact, url: url.replace(/\/$/, ""), places: list };
}

/** A place may have more keys, as it does in `_data/site`. */
function readPlace(value: unknown, where: string): WeatherPlace {
  const { id, latitude, longitude } = readObject(value, where);
  if (typeof id !== "string" || !/^[a-z0-9-]{1,64}$/.test(id))
    fail(`${where}.id`, "write small letters, digits and hyphens");
  return {
    id,
    latitude: readDegrees(latitude, 90, `${where}.latitude`),
    longitude: readDegrees(longitude, 180, `${where}.longitude`),
  };
}

function readDegrees(value: unknown, most: number, where: string): number {
  if (typeof value === "number" && Math.abs(value) <= most) return value;
  return fail(where, `write a number from -${most} to ${most}`);
}
