// Runs a bundle of the command's code: the entry of worker processes and threads.
"use strict";
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { basename, join } = require("node:path");
const { isMainThread, Worker, workerData } = require("node:worker_threads");
const { compileScript } = require("./compiled-script.cjs");

/**
 * Runs `<folder>/<name>.cjs`; returns what it exports, and `keepCompiled`: see `compileScript`.
 * @param {string} folder absolute
 * @param {string} name
 */
function runBundle(folder, name) {
  const filename = join(folder, `${name}.cjs`);
  // Bundles lie in folders named by what they were made of.
  const source = `(function (exports, require, module, __filename) {${readFileSync(filename, "utf8")}\n})`;
  const { script, keep } = compileScript({ source, version: basename(folder), filename, keptFile: filename });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename);
  return { exports: module.exports, keepCompiled: keep };
}

/**
 * Runs a bundle in a thread; it serves messages.
 * @param {string} folder absolute
 * @param {string} name
 */
function startThread(folder, name) {
  return new Worker(__filename, { workerData: [folder, name] });
}

/** Such a bundle exports what serves its process or thread; it gets `keepCompiled`. */
function serveBundle([folder, name]) {
  const { exports, keepCompiled } = runBundle(folder, name);
  exports.serve(keepCompiled);
}

module.exports = { runBundle, startThread };
if (!isMainThread) serveBundle(workerData);
else if (require.main === module) serveBundle(process.argv.slice(2));
