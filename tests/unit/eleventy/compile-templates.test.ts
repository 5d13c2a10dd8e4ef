// Templates compiled ahead: what they print is what Nunjucks prints of their texts, and what is kept is never out of date.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import nunjucks from "nunjucks";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { environmentOptions, readTemplates, templateRoots } from "../../../src/eleventy/compile-templates.ts";
import { quickenNunjucks } from "../../../src/eleventy/quicken-nunjucks.ts";
import { loadTemplates } from "../../../src/workers/kept-templates.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const root = temporaryFolder();
let folders = 0;

function write(files: Record<string, string>): string {
  const folder = join(root, String(folders++));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Templates by name. */
class Texts extends nunjucks.Loader {
  readonly texts: Record<string, string>;

  constructor(texts: Record<string, string>) {
    super();
    this.texts = texts;
  }

  getSource(name: string): nunjucks.LoaderSource {
    return { src: this.texts[name] ?? "", path: name, noCache: false };
  }
}

function render(roots: readonly string[], name: string, context: object): string {
  const { compiled } = readTemplates(roots);
  return new nunjucks.Environment(new nunjucks.PrecompiledLoader(compiled as never), environmentOptions).render(
    name,
    context,
  );
}

test("the site's own template stands before Broadsheet's of the same name", () => {
  const site = write({ "_includes/partials/foot.njk": "site" });
  const own = write({
    "_includes/partials/foot.njk": "own",
    "_includes/layouts/page.njk": 'page, {% include "partials/foot.njk" %}',
  });
  const roots = templateRoots(site, own);
  assert.is(render(roots, "layouts/page.njk", {}), "page, site");
  assert.equal(readTemplates(roots).layouts, ["layouts/page.njk"]);
  assert.is(render(templateRoots(own, own), "layouts/page.njk", {}), "page, own");
});

test("a template with a mistake is left out, and spoils no other", () => {
  const folder = write({ "layouts/page.njk": "fine", "layouts/front.njk": "{% if %}" });
  const { compiled, layouts } = readTemplates([folder]);
  assert.equal(Object.keys(compiled), ["layouts/page.njk"]);
  assert.equal([...layouts].sort(), ["layouts/front.njk", "layouts/page.njk"]);
});

test("compiled templates are kept until the code or a template changes", () => {
  const siteFolder = write({ "_includes/layouts/page.njk": "one" });
  const cacheFolder = join(siteFolder, ".cache");
  const load = (codeDigest: string): object =>
    loadTemplates({ siteFolder, packageFolder: siteFolder, cacheFolder, codeDigest }).templates.compiled;
  load("first");
  const file = join(cacheFolder, "templates.js");
  const kept = readFileSync(file, "utf8");
  assert.ok(kept.includes('"one"'));
  writeFileSync(join(siteFolder, "_includes/layouts/page.njk"), "two");
  load("first");
  assert.is(readFileSync(file, "utf8"), kept);
  load("second");
  assert.ok(readFileSync(file, "utf8").includes('"two"'));
});

test("a script that was cut off is no template's", () => {
  const siteFolder = write({ "_includes/layouts/page.njk": "one" });
  const source = { siteFolder, packageFolder: siteFolder, cacheFolder: join(siteFolder, ".cache"), codeDigest: "a" };
  loadTemplates(source);
  const file = join(source.cacheFolder, "templates.js");
  writeFileSync(file, readFileSync(file, "utf8").slice(0, -20));
  assert.equal(Object.keys(loadTemplates(source).templates.compiled), ["layouts/page.njk"]);
});

const samples: [what: string, templates: Record<string, string>, context: object][] = [
  [
    "a loop's places",
    {
      page: "{% for x in list %}{{ loop.index }}/{{ loop.length }}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}",
    },
    { list: ["a", "b", "c"] },
  ],
  [
    "loops in loops",
    {
      page: "{% for a in list %}{% for b in list %}{{ loop.index }}{{ loop.first }}{% endfor %}{{ loop.revindex0 }}{% endfor %}",
    },
    { list: [1, 2] },
  ],
  ["pairs", { page: "{% for key, value in object %}{{ key }}={{ value }};{% endfor %}" }, { object: { a: 1, b: 2 } }],
  [
    "a variable set in a block, a loop and an if",
    {
      page: "{% set a = 1 %}{% if true %}{% set a = 2 %}{% endif %}{% for x in [1] %}{% set a = 3 %}{{ a }}{% endfor %}{{ a }}",
    },
    {},
  ],
  [
    "macros with defaults and names",
    {
      page: '{% from "m" import tag, twice %}{{ tag("b") }}{{ tag("i", text="<x>") }}{{ twice("y") }}',
      m: '{% macro tag(name, text="none") %}<{{ name }}>{{ text }}</{{ name }}>{% endmacro %}{% macro twice(x) %}{{ tag(x) }}{{ tag(x, "z") }}{% endmacro %}',
    },
    {},
  ],
  [
    "a file imported twice",
    {
      page: '{% from "m" import a %}{% from "m" import b %}{% import "m" as m %}{{ a() }}{{ b() }}{{ m.a() }}',
      m: '{% set shared = "s" %}{% macro a() %}A{{ shared }}{% endmacro %}{% macro b() %}B{% endmacro %}',
    },
    {},
  ],
  [
    "blocks of a parent",
    {
      page: '{% extends "base" %}{% block main %}{% set n = 4 %}{{ n }}{{ super() }}{% endblock %}',
      base: "<{% block main %}base{% endblock %}>{% include 'part' %}",
      part: "{{ outer }}",
    },
    { outer: "o" },
  ],
];

const plain = samples.map(([, templates, context]) =>
  new nunjucks.Environment(new Texts(templates), environmentOptions).render("page", context),
);
quickenNunjucks();

for (const [index, [what, templates, context]] of samples.entries()) {
  test(`${what}: quickened, Nunjucks prints the same, time after time`, () => {
    const environment = new nunjucks.Environment(new Texts(templates), environmentOptions);
    for (let round = 0; round < 3; round++) assert.is(environment.render("page", context), plain[index]);
  });
}

test("a fault in an imported file is told at each import", () => {
  const environment = new nunjucks.Environment(
    new Texts({ page: '{% from "m" import a %}{{ a() }}', m: "{{ nothing() }}{% macro a() %}A{% endmacro %}" }),
    environmentOptions,
  );
  for (let round = 0; round < 2; round++)
    assert.throws(() => environment.render("page", {}), /Unable to call `nothing`/);
});

test.run();
