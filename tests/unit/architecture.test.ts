// The rules of the house: who imports whom, who touches files and the clock, and what a module looks like.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Module {
  /** Relative to the repository. */
  path: string;
  room: string;
  source: string;
  /** Without comments. */
  code: string;
  imports: Import[];
}

interface Import {
  /** A package, or a path relative to the repository. */
  target: string;
  /** Erased by the compiler, so that nothing of it runs. */
  isType: boolean;
}

/** Rooms of the publication, from left to right: a module may know the types of any room to its left. */
const fromLeftToRight = [
  "parts",
  "markup",
  "content",
  "edition",
  "pages",
  "pictures",
  "publish",
  "eleventy",
  "workers",
  "preview",
  "commands",
];

/** Room → the rooms, or single modules, whose code it may run. */
const mayImport: Record<string, string[]> = {
  parts: [],
  markup: [],
  content: ["markup", "api"],
  edition: ["content", "api"],
  pages: ["edition", "content/post.ts", "api"],
  pictures: ["pages", "content"],
  publish: ["pictures", "pages", "edition", "content", "markup"],
  eleventy: ["publish", "pages", "markup", "edition/addresses.ts", "content/files/json-files.ts"],
  workers: ["eleventy", "publish", "pictures", "pages", "content", "markup"],
  preview: ["workers", "content", "service"],
  commands: ["preview", "workers", "eleventy", "publish", "pictures", "pages", "edition", "content", "service", "api"],
  api: [],
  client: ["api"],
  service: ["api", "workers"],
};

/** Of the rooms that stay away from files, the modules that do not. */
const fileReaders =
  /^src\/(?:publish|pictures|eleventy|workers|preview|commands|service)\/|^src\/content\/(?:files|media|data)\/|^src\/content\/readers\/locate\.ts/;
const clockless = new Set(["parts", "markup", "content", "edition", "pages", "api"]);

function findModules(folder: string): Module[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map(readModule);
}

function readModule(path: string): Module {
  const source = readFileSync(join(root, path), "utf8");
  return {
    path,
    room: path.startsWith("src/") ? (path.split("/")[1] ?? "") : "",
    source,
    code: withoutComments(source),
    imports: findImports(path, source),
  };
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(?<![:"'`\\/])\/\/.*$/gm, "");
}

// A statement's own shape: what stands in a text or a comment does not start a line so.
const statement = /^(?:import|export)\s+(type\s+)?(?:[^"';]*?\bfrom\s+)?"([^"]+)"/gm;
const expression = /(typeof\s+)?\bimport\(\s*"([^"]+)"\s*\)(\.[A-Z]\w*)?/g;

function findImports(path: string, source: string): Import[] {
  const code = withoutComments(source);
  const found = [
    ...[...code.matchAll(statement)].map(([, type, target]) => ({ target, isType: type !== undefined })),
    ...[...code.matchAll(expression)].map(([, type, target, member]) => ({
      target,
      isType: type !== undefined || member !== undefined,
    })),
  ];
  return found.map(({ target = "", isType }) => ({
    target: target.startsWith(".") ? posix.join(posix.dirname(path), target) : target,
    isType,
  }));
}

const modules = [...findModules("src"), readModule(".eleventy.ts")];

const roomOf = (target: string): string => /^src\/([^/]+)\//.exec(target)?.[1] ?? "";

function isAllowed({ room }: Module, { target, isType }: Import): boolean {
  const other = roomOf(target);
  // What everything is made of.
  if (other === "" || other === room || (other === "parts" && Object.hasOwn(mayImport, room))) return true;
  const allowed = mayImport[room] ?? [];
  if (allowed.includes(other) || allowed.includes(target.slice("src/".length))) return true;
  return isType && fromLeftToRight.includes(other) && fromLeftToRight.indexOf(other) < fromLeftToRight.indexOf(room);
}

/** `path: what` for each module for which `check` says what is wrong. */
function complain(check: (module: Module) => string | string[], among: readonly Module[] = modules): string[] {
  return among.flatMap((module) =>
    [check(module)].flat().flatMap((what) => (what === "" ? [] : [`${module.path}: ${what}`])),
  );
}

test("imports of every form are seen, types apart", () => {
  const source = [
    'import "./a.ts";',
    'import type { B } from "../edition/b.ts";',
    'import {\n  c,\n} from "node:c";',
    'export type { D } from "./d.ts";',
    'export * from "./e.ts";',
    'const f = await import("./f.ts");',
    'let g: import("./g.ts").G;',
    'let h: typeof import("./h.ts");',
    '// import "./comment.ts";',
    '/** import("./contract.ts") */',
    'const text = `import "./text.ts"`;',
  ].join("\n");
  assert.equal(
    findImports("src/pages/x.ts", source).map(({ target, isType }) => `${target}${isType ? " (type)" : ""}`),
    [
      "src/pages/a.ts",
      "src/edition/b.ts (type)",
      "node:c",
      "src/pages/d.ts (type)",
      "src/pages/e.ts",
      "src/pages/f.ts",
      "src/pages/g.ts (type)",
      "src/pages/h.ts (type)",
    ],
  );
  assert.ok(
    modules.length > 100 && modules.flatMap((module) => module.imports).length > 300,
    "the scan finds the modules",
  );
});

test("every room of src is in the plan", () => {
  const rooms = new Set(modules.map((module) => module.room).filter(Boolean));
  assert.equal(
    [...rooms].filter((room) => !Object.hasOwn(mayImport, room)),
    [],
  );
});

test("imports run one way", () => {
  assert.equal(
    complain((module) =>
      module.imports
        .filter((entry) => module.room !== "" && !isAllowed(module, entry))
        .map(({ target, isType }) => `imports ${isType ? "the types of " : ""}${target}`),
    ),
    [],
  );
});

test("only workers, commands and .eleventy.ts import the eleventy room, and it alone knows Eleventy", () => {
  assert.equal(
    complain((module) =>
      !["", "commands", "workers", "eleventy"].includes(module.room) &&
      module.imports.some(({ target }) => roomOf(target) === "eleventy")
        ? "imports the eleventy room"
        : "",
    ),
    [],
  );
  assert.equal(
    complain((module) =>
      !["", "eleventy"].includes(module.room) && module.imports.some(({ target }) => target.startsWith("@11ty/"))
        ? "imports Eleventy"
        : "",
    ),
    [],
  );
});

test("imports name their file, and Node's modules by node:", () => {
  assert.equal(
    complain((module) =>
      module.imports.flatMap(({ target, isType }) => {
        if (target.startsWith("src/")) return /\.(?:ts|c?js)$/.test(target) ? [] : [`imports ${target} without .ts`];
        return /^(?:fs|path|os|crypto|url|util|child_process|http|stream|worker_threads)(?:\/|$)/.test(target) &&
          !isType
          ? [`imports ${target} without node:`]
          : [];
      }),
    ),
    [],
  );
});

test("only rooms that load, write or serve touch files", () => {
  assert.equal(
    complain(({ path, imports }) =>
      imports.some(({ target, isType }) => !isType && /^node:fs\b/.test(target)) &&
      !fileReaders.test(path) &&
      path !== ".eleventy.ts"
        ? "touches files"
        : "",
    ),
    [],
  );
});

test("the clock and chance are arguments", () => {
  assert.equal(
    complain(({ room, code }) =>
      clockless.has(room)
        ? [
            ...code.matchAll(
              /\bDate\.now\b|\bnew Date(?:\(\s*\)|(?!\s*\())|\bDate\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\brandom(?:UUID|Bytes|Int)\b/g,
            ),
          ].map(([what]) => `uses ${what}`)
        : [],
    ),
    [],
  );
});

test("each module says in its first line what it is for", () => {
  assert.equal(
    complain(({ source }) => (/^\/\/ \S.{10,}/.test(source) ? "" : "starts without a // comment")),
    [],
  );
});

test("no module is longer than 250 lines", () => {
  assert.equal(
    complain(({ source }) => {
      const lines = source.trimEnd().split("\n").length;
      return lines > 250 ? `has ${lines} lines` : "";
    }),
    [],
  );
});

test(".eleventy.ts has at most 60 lines", () => {
  assert.ok(readModule(".eleventy.ts").source.trimEnd().split("\n").length <= 60);
});

test("nothing is typed any but Eleventy's shim", () => {
  assert.equal(
    complain(({ path, code }) =>
      path !== "src/eleventy/eleventy.d.ts" &&
      /(?::|\bas|<|,|\||&|=>|=|extends)\s*\bany\b(?=\s*(?:[;,)\]>}=|&[]|$))/m.test(code)
        ? "uses any"
        : "",
    ),
    [],
  );
});

test("there is no index.ts and no drawer of utilities, and exports have names", () => {
  assert.equal(
    complain(({ path }) =>
      /(?:^|\/)(?:index|utils?|helpers?|common|misc)\.ts$/.test(path) ? "has a name that says nothing" : "",
    ),
    [],
  );
  assert.equal(
    complain(({ path, code }) =>
      path !== ".eleventy.ts" && path !== "src/eleventy/eleventy.d.ts" && /^export default\b/m.test(code)
        ? "has a default export"
        : "",
    ),
    [],
  );
});

test("every test file runs its tests", () => {
  const tests = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".test.ts"),
  );
  assert.ok(tests.length > 10);
  assert.equal(
    tests.filter((name) => !/^(?:test|\w+)\.run\(\);?\s*$/m.test(readFileSync(join(root, "tests", name), "utf8"))),
    [],
  );
});

test.run();
