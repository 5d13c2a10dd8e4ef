// `broadsheet weather`: fetches the weather of the site's places, for sites without a service.
import { join } from "node:path";
import type { WeatherFile } from "../api/weather.ts";
import { loadWeather, weatherFile } from "../content/data/load-weather.ts";
import { loadPublication } from "../content/data/publication.ts";
import { writeJson } from "../content/files/json-files.ts";
import { Metrics } from "../service/metrics.ts";
import { WeatherDesk } from "../service/weather/weather-desk.ts";
import type { Invocation } from "../workers/invocation.ts";
import { defineCommand, type FlagValues, UsageError } from "./command.ts";
import { readSiteOptions, siteFlags } from "./options.ts";
import { count, printProblems } from "./terminal.ts";

const { site, cache, url } = siteFlags;
const flags = { site, cache, url, provider: { type: "string" } } as const;

export const weather = defineCommand({
  help: `usage: broadsheet weather [options]

For a site without a counting service, run it before a build, once an hour: fetches the weather of the places in _data/site
into ${weatherFile} in the site's folder, from which the build makes /weather.json. Places that cannot be had keep their last
weather; pages show none that is older than three hours.

  --site DIR      the folder with _data/ and posts/ (default: this one)
  --cache DIR     where the last build is remembered (default: .cache in the site's folder)
  --url URL       replaces the site's own address, by which the provider knows who asks
  --provider URL  asks this address in the provider's place`,
  flags,
  run,
});

async function run(_: Invocation, given: FlagValues<typeof flags>): Promise<number> {
  const address = given.provider ?? "";
  if (address !== "" && !/^https?:\/\/[^/]/.test(address))
    throw new UsageError(`--provider: "${address}" is no address; write one such as https://weather.example.org`);
  const { siteFolder, cacheFolder, siteUrl } = readSiteOptions(given);
  const { publication, problems } = await loadPublication(siteFolder, { cacheFolder, siteUrl });
  if (publication === null) {
    printProblems(problems);
    return 1;
  }
  const { provider, places } = publication.site.weather;
  if (provider !== "met" && provider !== "open-meteo")
    throw new UsageError(
      'the site has no weather from a live provider; write weather: {provider: "met", places: […]} in _data/site',
    );
  const desk = new WeatherDesk(
    { provider, contact: publication.site.origin, url: address.replace(/\/$/, ""), places },
    {
      clock: Date.now,
      log: (_, __, fields) => void process.stderr.write(`broadsheet weather: ${fields?.place}: ${fields?.reason}\n`),
      metrics: new Metrics(),
    },
  );
  const known: WeatherFile["places"] = { ...loadWeather(siteFolder, places).weather?.places };
  let fetched = 0;
  for (const { id } of places) {
    const answer = await desk.answer(id);
    if (typeof answer === "string") continue;
    known[id] = answer;
    fetched++;
  }
  if (fetched > 0) writeJson(join(siteFolder, weatherFile), { version: 1, places: known } satisfies WeatherFile);
  process.stdout.write(
    `weather of ${fetched.toLocaleString("en")} of ${count(places.length, "place")} in ${weatherFile}\n`,
  );
  return fetched === places.length ? 0 : 1;
}
