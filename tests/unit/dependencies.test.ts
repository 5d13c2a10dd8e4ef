// docs/decisions/0003-dependencies.md names every package of package.json, with the licence that the package itself states; none of them needs a script at installation.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

interface Package {
  license: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** Name → licence, of the tables below a heading. */
function listed(heading: string): Map<string, string> {
  const [, part = ""] = read("docs/decisions/0003-dependencies.md").split(`### ${heading}\n`);
  const [table = ""] = part.split(/^##/m);
  const rows = [...table.matchAll(/^\| (`.*`) \| (.+?) \| .+ \|$/gm)];
  return new Map(
    rows.flatMap(([, names = "", licence = ""]) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]): [string, string] => [name, licence]),
    ),
  );
}

const { dependencies = {}, devDependencies = {} } = JSON.parse(read("package.json")) as Package;
const parts: [heading: string, packages: Record<string, string>][] = [
  ["At run time", dependencies],
  ["In development", devDependencies],
];
for (const [heading, packages] of parts) {
  test(`"${heading}" lists what package.json does`, () => {
    assert.equal([...listed(heading).keys()].sort(), Object.keys(packages).sort());
  });
  test(`"${heading}" states the licences that the packages state`, () => {
    for (const [name, licence] of listed(heading))
      assert.is((JSON.parse(read(`node_modules/${name}/package.json`)) as Package).license, licence, name);
  });
  test(`"${heading}" comes in exact versions`, () => {
    for (const [name, version] of Object.entries(packages)) assert.match(version, /^\d+\.\d+\.\d+$/, name);
  });
}

test("no package runs a script at installation but those that are declined", () => {
  const { allowScripts } = JSON.parse(read("package.json")) as { allowScripts: Record<string, boolean> };
  const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, { hasInstallScript?: boolean }> };
  const scripted = Object.entries(lock.packages).flatMap(([path, { hasInstallScript = false }]) =>
    hasInstallScript ? [path.replace(/^.*node_modules\//, "")] : [],
  );
  assert.equal(allowScripts, Object.fromEntries(scripted.map((name) => [name, false])));
});

test.run();
