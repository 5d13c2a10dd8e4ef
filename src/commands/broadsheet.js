#!/usr/bin/env node
// Starts Broadsheet: bundles the command once per state of its code, so that a cold start costs milliseconds, then runs it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runBundle, startThread } from "../workers/run-bundle.cjs";

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const codeCache = join(packageFolder, ".cache", "code");

/** Digest of everything that decides what a post is parsed to besides its text: code, locked packages, runtime. */
function digestSource() {
  const hash = createHash("sha256");
  const { node, icu, tz, unicode, cldr } = process.versions;
  hash.update(JSON.stringify([node, icu, tz, unicode, cldr]));
  addFolder(hash, "src");
  for (const file of ["package.json", "package-lock.json"]) addFile(hash, file);
  return hash.digest("hex").slice(0, 32);
}

/** Digest of everything that decides what a page looks like besides its data: the source and the templates. */
function digestCode(sourceDigest) {
  const hash = createHash("sha256").update(sourceDigest);
  addFolder(hash, "_includes");
  return hash.digest("hex").slice(0, 32);
}

function addFolder(hash, folder) {
  const entries = readdirSync(join(packageFolder, folder), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, path);
    else if (/\.(?:ts|c?js|css|njk)$/.test(entry.name)) addFile(hash, path);
  }
}

function addFile(hash, path) {
  const file = join(packageFolder, path);
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  hash.update(`${path}\0${bytes.length}\0`).update(bytes);
}

/** What a package reads beside its own files, its package.json for one, it finds from a bundle too. */
const ownAddresses = {
  name: "own-addresses",
  setup(build) {
    build.onLoad({ filter: /[\\/]@11ty[\\/].*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
    }));
  },
};

/** Bundles into a folder of its own and renames it, so that two starts at once do not meet half a bundle. */
async function bundleCode(folder) {
  const { build } = await import("esbuild");
  const draft = `${folder}.${process.pid}`;
  try {
    const { outputFiles } = await build({
      absWorkingDir: packageFolder,
      entryPoints: {
        main: "src/commands/main.ts",
        worker: "src/workers/worker.ts",
        "side-thread": "src/workers/side-thread.ts",
        "store-thread": "src/service/stores/store-thread.ts",
      },
      outdir: draft,
      outExtension: { ".js": ".cjs" },
      bundle: true,
      format: "cjs",
      platform: "node",
      target: "node20",
      legalComments: "none",
      // Compiled scripts cannot; see `#import-module`.
      supported: { "dynamic-import": false },
      // Eleventy and Nunjucks go in: from hundreds of files they take three times as long to load.
      external: [
        "@11ty/eleventy-dev-server",
        "esbuild",
        "sirv",
        "libsql",
        "@redis/client",
        "sharp",
        "subset-font",
        "#import-module",
      ],
      plugins: [ownAddresses],
      banner: { js: 'const __address = require("node:url").pathToFileURL(__filename).href;' },
      define: { "import.meta.url": "__address" },
      logLevel: "error",
      write: false,
    });
    mkdirSync(draft);
    // In ASCII, of which V8 makes half as large a text; esbuild itself leaves comments and regular expressions as they are.
    const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
    for (const { path, text } of outputFiles) writeFileSync(path, text.replace(/[\u0080-\uffff]/g, escapeUnit));
    renameSync(draft, folder);
    removeOldBundles(folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Bundles of other states of the code; a running preview may still need one of the last hour. */
function removeOldBundles(current) {
  for (const name of readdirSync(codeCache)) {
    const folder = join(codeCache, name);
    if (folder !== current && Date.now() - statSync(folder).mtimeMs > 3_600_000)
      rmSync(folder, { recursive: true, force: true });
  }
}

// Eleventy need not notice changed modules: every build is a process of its own.
process.env.ELEVENTY_SKIP_ESM_RESOLVER = "1";
const sourceDigest = digestSource();
const codeDigest = digestCode(sourceDigest);
const bundle = join(codeCache, sourceDigest);
if (!existsSync(join(bundle, "main.cjs"))) {
  mkdirSync(codeCache, { recursive: true });
  await bundleCode(bundle);
}
const command = process.argv.slice(2);
let thread;
const sideThread = () => (thread ??= startThread(bundle, "side-thread"));
// It gets ready while this thread loads its own code.
if (command[0] === "build" || command[0] === "check") sideThread();
const { exports, keepCompiled } = runBundle(bundle, "main");
const exitCode = await exports.main({
  arguments: command,
  packageFolder,
  bundleFolder: bundle,
  sideThread,
  sourceDigest,
  codeDigest,
});
process.stdout.write("", () =>
  process.stderr.write("", () => {
    keepCompiled();
    // What a site's data files leave open, such as a timer, must not keep a finished command from ending; what was printed has gone out.
    process.exit(exitCode);
  }),
);
