// The weather, from providers of the test's own that answer in the real ones' form, and misbehave when told to.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { WeatherSettings } from "../../src/service/settings.ts";
import { startTestService, type TestService } from "./running-service.ts";

const now = Date.UTC(2026, 0, 31, 12, 10);
const hour = 3_600_000;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let provider: Server;
let answer: Answer;
let requests: IncomingMessage[];
let running: TestService;

const metHour = (time: number, temperature: number, wind: number, symbol: string) => ({
  time: new Date(time).toISOString().replace(".000", ""),
  data: {
    instant: {
      details: {
        air_pressure_at_sea_level: 1016.1,
        air_temperature: temperature,
        cloud_area_fraction: 10.2,
        relative_humidity: 41.3,
        wind_from_direction: 293.2,
        wind_speed: wind,
      },
    },
    next_12_hours: { summary: { symbol_code: "cloudy" }, details: {} },
    next_1_hours: { summary: { symbol_code: symbol }, details: { precipitation_amount: 0 } },
  },
});

const met = (...hours: object[]) =>
  JSON.stringify({
    type: "Feature",
    geometry: { type: "Point", coordinates: [77.21, 28.61, 216] },
    properties: {
      meta: { updated_at: "2026-01-31T11:31:09Z", units: { air_temperature: "celsius", wind_speed: "m/s" } },
      timeseries: hours,
    },
  });

const metForecast = met(
  metHour(now - 600_000, 25.1, 3.2, "clearsky_day"),
  metHour(now + hour - 600_000, 24, 12.4, "partlycloudy_day"),
  metHour(now + 2 * hour - 600_000, 22, 12.4, "rain"),
);
const metAnswer: Answer = (_, response) => {
  response
    .setHeader("expires", new Date(running.clock.now + 30 * 60_000).toUTCString())
    .setHeader("last-modified", "Sat, 31 Jan 2026 11:31:09 GMT")
    .end(metForecast);
};

const openMeteo = (code: number, wind: number) =>
  JSON.stringify({
    latitude: 28.625,
    longitude: 77.25,
    generationtime_ms: 0.04,
    utc_offset_seconds: 0,
    timezone: "GMT",
    current_units: {
      time: "unixtime",
      interval: "seconds",
      temperature_2m: "°C",
      weather_code: "wmo code",
      wind_speed_10m: "m/s",
    },
    current: { time: now / 1000 - 600, interval: 900, temperature_2m: 25.4, weather_code: code, wind_speed_10m: wind },
  });

async function start(name: WeatherSettings["provider"]): Promise<void> {
  requests = [];
  provider = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const places = ["delhi", "agra", "pune"].map((id, index) => ({
    id,
    latitude: 28.613_912_3 + index,
    longitude: 77.209,
  }));
  running = await startTestService({
    now,
    settings: { weather: { provider: name, contact: "desk@times.example", url, places } },
  });
}

async function stop(): Promise<void> {
  await running.service.close();
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
}

const ask = async (place = "delhi") => (await running.get(`/v1/weather?place=${place}`)).json;
const code = (json: Record<string, unknown>) => (json.error as { code?: string } | undefined)?.code;

function weatherTest(name: string, of: WeatherSettings["provider"], run: () => Promise<void>): void {
  test(name, async () => {
    await start(of);
    try {
      await run();
    } finally {
      await stop();
    }
  });
}

weatherTest(
  "MET Norway: the running hour, with source; asked as its terms want, once for all who ask",
  "met",
  async () => {
    answer = metAnswer;
    const all = await Promise.all(Array.from({ length: 20 }, () => ask()));
    const source = { name: "MET Norway", url: "https://www.met.no/en", licence: "CC BY 4.0" };
    for (const one of all)
      assert.equal(one, {
        place: "delhi",
        time: "2026-01-31T12:00:00.000Z",
        temperature: 25.1,
        windSpeed: 3.2,
        condition: "clear",
        stale: false,
        source,
      });
    assert.is(requests.length, 1);
    assert.is(requests[0]?.url, "/weatherapi/locationforecast/2.0/compact?lat=28.6139&lon=77.209");
    assert.is(requests[0]?.headers["user-agent"], "Broadsheet (desk@times.example)");
    const { headers } = await running.get("/v1/weather?place=delhi");
    assert.match(headers.get("cache-control") ?? "", /^max-age=600,/);
  },
);

weatherTest(
  "MET Norway: nothing is asked before it expires; then only whether it has changed; strong dry wind is windy",
  "met",
  async () => {
    answer = metAnswer;
    await ask();
    running.clock.now += 29 * 60_000;
    await ask();
    assert.is(requests.length, 1);
    answer = (request, response) => {
      assert.is(request.headers["if-modified-since"], "Sat, 31 Jan 2026 11:31:09 GMT");
      response
        .setHeader("expires", new Date(running.clock.now + 30 * 60_000).toUTCString())
        .writeHead(304)
        .end();
    };
    running.clock.now = now + hour;
    const { temperature, condition, stale } = await ask();
    assert.equal([temperature, condition, stale, requests.length], [24, "windy", false, 2]);
    running.clock.now = now + 2 * hour;
    assert.is((await ask()).condition, "rain", "wet weather is not called windy");
  },
);

weatherTest("Open-Meteo: its codes, and the wind", "open-meteo", async () => {
  const rows: [code: number, wind: number, condition: string][] = [
    [0, 2, "clear"],
    [2, 10.8, "windy"],
    [48, 20, "fog"],
    [67, 1, "sleet"],
    [86, 1, "snow"],
    [82, 20, "rain"],
    [99, 1, "thunder"],
  ];
  for (const [wmo, wind, condition] of rows) {
    answer = (_, response) => void response.end(openMeteo(wmo, wind));
    const weather = await ask();
    assert.equal(
      [weather.condition, weather.temperature, weather.windSpeed, weather.stale],
      [condition, 25.4, wind, false],
    );
    running.clock.now += 900_000;
  }
  assert.match(
    requests[0]?.url ?? "",
    "current=temperature_2m,weather_code,wind_speed_10m&wind_speed_unit=ms&timeformat=unixtime",
  );
});

const misbehaviours: Record<string, Answer> = {
  "answers 500": (_, response) => void response.writeHead(500).end(),
  "answers nonsense": (_, response) => void response.end("<html>"),
  "answers an empty series": (_, response) => void response.end(met()),
  "lacks a temperature": (_, response) =>
    void response.end(met({ time: "2026-01-31T12:00:00Z", data: { instant: { details: {} } } })),
  "breaks off": (_, response) => {
    response.writeHead(200, { "content-length": "100000" });
    response.write(metForecast.slice(0, 50));
    setTimeout(() => response.destroy(), 20);
  },
  "hangs up": (request) => void request.socket.destroy(),
};
for (const [what, misbehave] of Object.entries(misbehaviours)) {
  weatherTest(`a provider that ${what}: 503 without, stale with an earlier answer, for six hours`, "met", async () => {
    answer = misbehave;
    assert.is(code(await ask()), "weather-unavailable");
    assert.is(code(await ask()), "weather-unavailable");
    assert.is(requests.length, 1, "it is left alone for a while");
    answer = metAnswer;
    running.clock.now += 60_000;
    assert.is((await ask()).stale, false);
    answer = misbehave;
    running.clock.now += hour;
    assert.equal([(await ask()).stale, (await ask()).condition], [true, "windy"]);
    running.clock.now += 4.9 * hour;
    assert.is((await ask()).stale, true);
    running.clock.now += 0.2 * hour;
    assert.is(code(await ask()), "weather-unavailable");
    answer = metAnswer;
    running.clock.now += hour;
    assert.is((await ask()).stale, false, "it recovers");
  });
}

weatherTest("a provider that hangs holds up its own askers for 3 s and no view", "met", async () => {
  answer = () => {};
  const waiting = ask();
  assert.is((await running.view({ p: "/a/" })).json.counted, true);
  assert.is(code(await waiting), "weather-unavailable");
});

weatherTest("a provider that wants a pause gets it, for every place", "met", async () => {
  answer = (_, response) => void response.writeHead(429, { "retry-after": "300" }).end();
  await ask("delhi");
  await ask("agra");
  assert.is(requests.length, 1);
  running.clock.now += 299_000;
  await ask("delhi");
  assert.is(requests.length, 1);
  running.clock.now += 1_000;
  answer = metAnswer;
  assert.is((await ask("agra")).stale, false);
});

weatherTest("after three failures no place is asked for until the pause is over", "met", async () => {
  answer = misbehaviours["answers 500"] as Answer;
  await ask("delhi");
  await ask("agra");
  await ask("pune");
  running.clock.now += 31_000;
  await ask("delhi");
  assert.is(requests.length, 3);
  running.clock.now += 30_000;
  await ask("delhi");
  assert.is(requests.length, 4);
});

weatherTest("only configured places have weather", "met", async () => {
  answer = metAnswer;
  assert.is(code(await ask("london")), "unknown-place");
  assert.is(code(await ask("")), "malformed");
  assert.is(requests.length, 0);
});

test.run();
