// The service's settings: which place wins, and what is said of mistakes.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readSettings, type ServiceFlags } from "../../../src/service/configuration.ts";
import { ConfigurationError } from "../../../src/service/configuration-values.ts";
import { defaultSettings } from "../../../src/service/settings.ts";

const file = (value: unknown) => ({
  name: "service.json",
  text: typeof value === "string" ? value : JSON.stringify(value),
});

test("nothing said: the defaults", () => {
  assert.equal(readSettings({}, {}, null), defaultSettings);
  assert.equal(readSettings({ site: [], "trust-proxy": [] }, { BROADSHEET_PORT: "" }, file({})), defaultSettings);
});

test("flags win over the environment, and it over the file", () => {
  const environment = {
    BROADSHEET_PORT: "2",
    BROADSHEET_HOST: "h2",
    BROADSHEET_SITES: "times=a.json, post=https://post.example/articles.json",
  };
  const settings = readSettings({ port: "1" }, environment, file({ port: 3, host: "h3", data: "d3" }));
  assert.equal([settings.port, settings.host, settings.dataFolder], [1, "h2", "d3"]);
  assert.equal(settings.sites, [
    { id: "times", articles: "a.json", origins: [] },
    { id: "post", articles: "https://post.example/articles.json", origins: [] },
  ]);
});

test("the file may say more of a site", () => {
  const { sites, trustedProxies, store } = readSettings(
    {},
    {},
    file({
      sites: { times: { articles: "a.json", origins: ["https://www.times.example"] }, post: "b.json" },
      trustProxy: ["10.0.0.0/8", "::1"],
      store: "redis://a:1,redis://b:2",
    }),
  );
  assert.equal(sites, [
    { id: "times", articles: "a.json", origins: ["https://www.times.example"] },
    { id: "post", articles: "b.json", origins: [] },
  ]);
  assert.equal([trustedProxies, store], [["10.0.0.0/8", "::1"], "redis://a:1,redis://b:2"]);
});

const met = {
  provider: "met",
  contact: "desk@times.example",
  places: [{ id: "delhi", name: "Delhi", latitude: 28.61, longitude: 77.21 }],
};

test("weather is read", () => {
  assert.equal(readSettings({}, {}, file({ weather: met })).weather, {
    provider: "met",
    contact: "desk@times.example",
    url: "",
    places: [{ id: "delhi", latitude: 28.61, longitude: 77.21 }],
  });
});

const wrong: [flags: ServiceFlags, environment: Record<string, string>, file: unknown, message: string][] = [
  [{ port: "http" }, {}, null, '--port: "http" is no port'],
  [{ port: "65536" }, {}, null, "--port:"],
  [{}, { BROADSHEET_PORT: "-1" }, null, 'BROADSHEET_PORT: "-1" is no port'],
  [{}, {}, { port: 1.5 }, "service.json: port: 1.5 is no port"],
  [{}, {}, "{", "service.json is no JSON"],
  [{}, {}, [], "service.json holds no JSON object"],
  [{}, {}, { ports: 1 }, 'service.json: key "ports" is unknown; it may have host, port'],
  [{ host: "" }, {}, null, "--host: write a text"],
  [{ store: "mysql://x" }, {}, null, "--store: write sqlite, or the address"],
  [{ store: "redis://secret@h/x/y" }, {}, null, "--store: write sqlite"],
  [{ "trust-proxy": ["proxy.example"] }, {}, null, '--trust-proxy: "proxy.example" is no address or network'],
  [{ site: ["articles.json"] }, {}, null, '--site: "articles.json" names no site; write ID=ARTICLES'],
  [{ site: ["a b=x"] }, {}, null, '--site: "a b" is no site id'],
  [{ site: ["a=x", "a=y"] }, {}, null, '--site: the site "a" is named twice'],
  [{}, {}, { sites: {} }, "service.json: sites: name one site at least"],
  [{}, {}, { sites: { a: { article: "x" } } }, 'service.json: sites.a: key "article" is unknown'],
  [{}, {}, { sites: { a: { articles: "x", origins: ["www.times.example"] } } }, "is no origin"],
  [{}, {}, { weather: { ...met, provider: "fixed" } }, 'service.json: weather.provider: write "met" or "open-meteo"'],
  [{}, {}, { weather: { ...met, contact: "" } }, "weather.contact: MET Norway wants to know who asks"],
  [{}, {}, { weather: { ...met, places: [] } }, "weather.places: write a list"],
  [
    {},
    {},
    { weather: { ...met, places: [{ id: "x", latitude: 91, longitude: 0 }] } },
    "weather.places[0].latitude: write a number from -90 to 90",
  ],
];
for (const [flags, environment, given, message] of wrong) {
  test(message, () => {
    try {
      readSettings(flags, environment, given === null ? null : file(given));
    } catch (error) {
      assert.instance(error, ConfigurationError);
      assert.match((error as Error).message, message);
      return assert.not.match((error as Error).message, "secret");
    }
    assert.unreachable();
  });
}

test.run();
