// The templates as they are written: which names, filters and texts they use.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import nunjucks from "nunjucks";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { kinds } from "../../../src/content/types.ts";
import { feedValueFilters, makeFeedFilters } from "../../../src/eleventy/feed-filters.ts";
import { makeFilters } from "../../../src/eleventy/filters.ts";
import type { SiteView } from "../../../src/pages/site-view.ts";
import { en } from "../../../src/pages/texts/en.ts";
import type { PrintedFiles } from "../../../src/publish/printed.ts";
import { macrosOf, scanTemplate, type TemplateRules, usesOf } from "./template-scan.ts";

const folder = fileURLToPath(new URL("../../../_includes", import.meta.url));
const templates = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".njk"))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
);

const noSite = {} as SiteView;
const nothingPrinted = {} as PrintedFiles;
const ownFilters = [
  "bytes",
  ...Object.keys({
    ...makeFilters(noSite, nothingPrinted),
    ...feedValueFilters,
    ...makeFeedFilters(new nunjucks.Environment(), noSite, nothingPrinted),
  }),
];
// Of Nunjucks' own: those that format one value. None of them sorts, groups or looks up.
const builtIn = ["default", "escape", "first", "join", "last", "length", "replace", "safe", "striptags"];
const rules: TemplateRules = {
  names: ["model", "site", "sections"],
  filters: new Set([...ownFilters, ...builtIn]),
  texts: en,
  htmlFilters: new Set(["body", "feedBody", "json", "pluralAttributes"]),
};

const rows: [source: string, faults: string[]][] = [
  ["{{ model.title }}{{ site.title }}{{ sections.length }}", []],
  ["{{ page.url }}", ['1: the name "page" is unknown']],
  ["\n{% if collections.all %}{% endif %}", ['2: the name "collections" is unknown']],
  ["{% for story in stories %}{{ story.title }}{{ loop.index }}{% endfor %}", ['1: the name "stories" is unknown']],
  ["{% for story in model.stories %}{% endfor %}{{ story }}", ['1: the name "story" is unknown']],
  ["{% for a, b in model.pairs %}{{ a }}{{ b }}{% else %}{{ loop }}{% endfor %}", ['1: the name "loop" is unknown']],
  ["{{ model[key] }}", ['1: the name "key" is unknown']],
  ["{% set a = model.x %}{{ a }}{{ b }}", ['1: the name "b" is unknown']],
  ["{% set a = a %}", ['1: the name "a" is unknown']],
  ["{% set a %}{{ b }}{% endset %}{{ a }}", ['1: the name "b" is unknown']],
  [
    "{% macro m(a, b=1) %}{{ a }}{{ b }}{{ n(a) }}{% endmacro %}{% macro n(c) %}{{ c }}{% endmacro %}{{ m(model) }}",
    [],
  ],
  ["{% macro m(a) %}{{ model.title }}{% endmacro %}", ['1: the name "model" is unknown']],
  ["{% macro m(a) %}{% endmacro %}{{ a }}", ['1: the name "a" is unknown']],
  ["{% macro m(a, k=other) %}{% endmacro %}", ['1: the name "other" is unknown']],
  ['{% from "x.njk" import a, b as c %}{{ a(1) }}{{ c(k=model) }}', []],
  ['{% from "x.njk" import b as c %}{{ b() }}', ['1: the name "b" is unknown']],
  ["{% block x %}{% set a = 1 %}{% endblock %}{{ a }}", ['1: the name "a" is unknown']],
  ["{{ range(3) }}", ['1: the name "range" is unknown']],
  ["{{ model.title | upper }}", ['1: the filter "upper" is unknown']],
  ["{{ model.stories | sort }}", ['1: the filter "sort" is unknown']],
  ["{{ model.title | safe }}", ['1: "safe" stands only directly after body, feedBody, json, pluralAttributes']],
  [
    "{{ model.body | body | plainText | safe }}",
    ['1: "safe" stands only directly after body, feedBody, json, pluralAttributes'],
  ],
  ["{{ model.body | body | safe }}{{ model | json | safe }}", []],
  ['{{ "latest" | phrase(model.language) }}', []],
  ['{{ "latst" | phrase(model.language) }}', ['1: no text is called "latst"']],
  ['{{ ("latest" if model.x else "latst") | phrase("en") }}', ['1: no text is called "latst"']],
  ['{{ ("policy-" ~ model.x) | phrase("en") }}', []],
  ['{{ ("polcy-" ~ model.x) | phrase("en") }}', ['1: no text begins with "polcy-"']],
  ['{{ "veiws" | pluralAttributes("en") }}', ['1: no text is called "veiws"']],
];

for (const [source, faults] of rows) {
  test(`the scan of ${source.trim()} finds ${faults.length === 0 ? "no fault" : faults.join(", ")}`, () =>
    assert.equal(scanTemplate(source, rules), faults));
}

test("the templates are there", () => {
  assert.ok(templates.size > 15 && templates.has("layouts/article.njk") && templates.has("macros/story.njk"));
});

for (const [name, source] of templates) {
  test(`${name} uses only what it may`, () => assert.equal(scanTemplate(source, rules), []));
}

test("every template that is included, and every macro that is imported, exists and is used", () => {
  const faults: string[] = [];
  const used = new Set<string>();
  for (const [name, source] of templates) {
    for (const { template, macros } of usesOf(source)) {
      used.add(template);
      const target = templates.get(template);
      if (target === undefined) faults.push(`${name}: there is no ${template}`);
      else
        for (const macro of macros)
          if (!macrosOf(target).includes(macro)) faults.push(`${name}: ${template} has no macro ${macro}`);
    }
  }
  // The filter `entryHtml` takes its macro from there.
  used.add("macros/feed-entry.njk");
  for (const name of templates.keys())
    if (!name.startsWith("layouts/") && !used.has(name)) faults.push(`${name} is used nowhere`);
  assert.equal(faults, []);
});

test("autoescaping is switched off nowhere", () => {
  assert.equal(
    [...templates]
      .filter(([, source]) => /\bautoescape\b|{%-?\s*raw\b|{%-?\s*filter\b/.test(source))
      .map(([name]) => name),
    [],
  );
});

test("every key that a template puts together is a text", () => {
  const levels = ["assisted", "partial", "full"];
  const policies = ["principles", "corrections", "ethics", "ownership", "masthead", "ai"];
  const labelled = kinds.filter((kind) => kind !== "news" && kind !== "page");
  const keys = [
    ...labelled,
    ...levels.flatMap((level) => [`ai-${level}`, `disclosure-${level}`]),
    ...policies.map((policy) => `policy-${policy}`),
  ];
  assert.equal(
    keys.filter((key) => !Object.hasOwn(en, key)),
    [],
  );
});

test.run();
