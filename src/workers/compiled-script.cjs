// Scripts that come compiled where an earlier process left what V8 had made of them: compiling the code of a publish takes longer than most of its steps.
"use strict";
const { createHash } = require("node:crypto");
const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { cachedDataVersionTag, setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

// What ran once, as all that starts a process does, would be gone before it can be kept.
setFlagsFromString("--no-flush-bytecode");

/** Ahead of compiled code, which V8 does not look through. */
const seal = (version, code) => createHash("sha256").update(`${version}\n`).update(code).digest();
const sealBytes = 32;

/** What `keep` wrote, or undefined where it is missing, damaged or of another version. */
function readCompiled(file, version) {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(sealBytes);
    return bytes.subarray(0, sealBytes).equals(seal(version, code)) ? code : undefined;
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * A script whose compiled code lies in `<keptFile>.<version of V8>`. `keep`, called when its functions have run once, writes what V8 has
 * compiled by then, unless it came from there; where it cannot be written the next process compiles again.
 * @param {{ source: string, version: string, filename: string, keptFile: string }} script `version` is another whenever the source is;
 *   `filename` is what stack traces show
 */
function compileScript({ source, version, filename, keptFile }) {
  // Other versions of V8, and other flags, make other code.
  const file = `${keptFile}.${cachedDataVersionTag()}`;
  const script = new Script(source, { filename, cachedData: readCompiled(file, version) });
  let isKept = script.cachedDataRejected === false;
  const keep = () => {
    if (isKept) return;
    isKept = true;
    const code = script.createCachedData();
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, Buffer.concat([seal(version, code), code]));
      renameSync(temporary, file);
    } catch {
      // A full disk, or a folder that may not be written to.
    }
  };
  return { script, keep };
}

module.exports = { compileScript };
