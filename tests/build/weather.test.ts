// `broadsheet weather` against a stub of the provider, and the file that pages read.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { WeatherFile } from "../../src/api/weather.ts";
import { broadsheet, postText, smallSite, temporaryFolder, writeFiles } from "./broadsheet.ts";
import { read } from "./output.ts";

/** Latitudes that get no answer. */
let silent: string[] = [];
const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString();
const provider = createServer((request, response) => {
  const latitude = new URL(request.url ?? "/", "http://stub").searchParams.get("lat") ?? "";
  if (silent.includes(latitude)) return void response.writeHead(500).end();
  const details = { air_temperature: Number(latitude) / 2, wind_speed: 12 };
  const series = [
    { time: hour, data: { instant: { details }, next_1_hours: { summary: { symbol_code: "clearsky_day" } } } },
  ];
  response.setHeader("expires", new Date(Date.now() + 1_800_000).toUTCString());
  response.end(JSON.stringify({ properties: { timeseries: series } }));
});
await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
provider.unref();
const address = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;

const site = temporaryFolder();
const places = [
  { id: "delhi", name: "Delhi", latitude: 28.6, longitude: 77.2 },
  { id: "oslo", name: "Oslo", latitude: 59.9, longitude: 10.8 },
];
const writeSite = (weather: object): void =>
  writeFiles(site, {
    ...smallSite,
    "_data/site.json": JSON.stringify({ ...JSON.parse(smallSite["_data/site.json"] ?? "{}"), weather }),
    "posts/one.md": postText({}),
  });
writeSite({ provider: "met", places });
const fetchWeather = (...more: string[]) => broadsheet(["weather", "--site", site, "--provider", address, ...more]);
const build = async (): Promise<string> => {
  const run = await broadsheet(["build", "--site", site, "--now", "2026-03-01T00:00:00Z"]);
  assert.is(run.status, 0, run.errors);
  return run.output + run.errors;
};
const published = (): WeatherFile => JSON.parse(read(join(site, "dist"), "weather.json"));

test("without a fetch there is no file, and places wait unseen", async () => {
  await build();
  assert.throws(() => read(join(site, "dist"), "weather.json"));
  assert.match(
    read(join(site, "dist"), "index.html"),
    /<li class="weather__place weather__place--awaited" data-weather="delhi"/,
  );
});

test("what is fetched is published, and renders no page anew", async () => {
  const run = await fetchWeather();
  assert.equal([run.status, run.output, run.errors], [0, "weather of 2 of 2 places in .state/weather.json\n", ""]);
  assert.match(await build(), /^0 of /);
  const { source, ...delhi } = published().places.delhi ?? { source: null };
  assert.equal(delhi, {
    place: "delhi",
    time: hour,
    temperature: 14.3,
    windSpeed: 12,
    condition: "windy",
    stale: false,
  });
  assert.is(source?.name, "MET Norway");
});

test("a place that cannot be had keeps its last weather, and the command says so", async () => {
  silent = ["59.9"];
  const run = await fetchWeather();
  assert.equal([run.status, run.output], [1, "weather of 1 of 2 places in .state/weather.json\n"]);
  assert.match(run.errors, /^broadsheet weather: oslo: it answers 500\n$/);
  await build();
  assert.is(published().places.oslo?.temperature, 29.95);
});

for (const [what, text] of [
  ["no JSON", "{"],
  ["of another version", '{"version":2,"places":{}}'],
] as const) {
  test(`a file that is ${what} is a warning, and the site is built without it`, async () => {
    writeFiles(site, { ".state/weather.json": text });
    assert.match(
      await build(),
      ".state/weather.json:1:1: warning: the weather cannot be read and is left out; run broadsheet weather again, or remove the file",
    );
    assert.throws(() => read(join(site, "dist"), "weather.json"));
  });
}

test("places that are not the site's, and what is no weather, are left out", async () => {
  const good = {
    time: hour,
    temperature: 1,
    windSpeed: 2,
    condition: "rain",
    source: { name: "A", url: "https://a.example/", licence: "B" },
    more: "x",
  };
  const bad = { ...good, source: { ...good.source, url: "javascript:alert(1)" } };
  writeFiles(site, {
    ".state/weather.json": JSON.stringify({ version: 1, places: { delhi: good, oslo: bad, rome: good } }),
  });
  await build();
  const { more, ...kept } = good;
  assert.equal(published(), { version: 1, places: { delhi: { place: "delhi", stale: false, ...kept } } });
});

test("a site without live weather is told how to have some", async () => {
  writeSite({ provider: "fixed", places: [{ ...places[0], temperature: 25, condition: "windy" }] });
  const run = await fetchWeather();
  assert.is(run.status, 2);
  assert.match(run.errors, /^broadsheet weather: the site has no weather from a live provider; write weather: /);
});

test.run();
