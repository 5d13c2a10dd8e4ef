// What every sub-command understands: its flags, words where it takes any, and the call for help.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Command, defineCommand, runCommand, UsageError } from "../../../src/commands/command.ts";
import type { Invocation } from "../../../src/workers/invocation.ts";

const flags = {
  out: { type: "string" },
  json: { type: "boolean" },
  feed: { type: "string", multiple: true },
  verify: { type: "string" },
} as const;

let seen: unknown[] = [];

const makeCommand = (takesWords: boolean): Command =>
  defineCommand({
    help: "usage: broadsheet try",
    flags,
    takesWords,
    alone: { verify: "1" },
    run: async (_, given, words) => seen.push({ ...given }, words),
  });

/** What the command was run with, or nothing where it was not; and what was printed. */
async function run(given: string[], takesWords = false): Promise<{ seen: unknown[]; printed: string; code: number }> {
  seen = [];
  let printed = "";
  const { write } = process.stdout;
  process.stdout.write = (text: string | Uint8Array) => {
    printed += text;
    return true;
  };
  try {
    const code = await runCommand(makeCommand(takesWords), {} as Invocation, given);
    return { seen, printed, code };
  } finally {
    process.stdout.write = write;
  }
}

const rows: [given: string[], flags: object, words: string[]][] = [
  [[], {}, []],
  [["--json", "--out", "dist"], { json: true, out: "dist" }, []],
  [["--feed", "/a", "--feed=/b"], { feed: ["/a", "/b"] }, []],
  [["--verify"], { verify: "1" }, []],
  [["--verify=5"], { verify: "5" }, []],
  [["--verify", "--json"], { verify: "1", json: true }, []],
  [["--out", "toverify", "--out=--verify"], { out: "--verify" }, []],
  [["--out", "toverify"], { out: "toverify" }, []],
  [["one", "--json", "two"], { json: true }, ["one", "two"]],
  [["noverify"], {}, ["noverify"]],
];

for (const [given, expected, words] of rows) {
  test(`"${given.join(" ")}" is understood`, async () => {
    assert.equal((await run(given, true)).seen, [expected, words]);
    if (words.length === 0) assert.equal((await run(given)).seen, [expected, words], "where no words are taken too");
  });
}

for (const given of [["--help"], ["-h"], ["--json", "--help"]]) {
  test(`${given.join(" ")} prints the help, this flag included, and runs nothing`, async () => {
    const { seen, printed, code } = await run(given);
    assert.equal([seen, code], [[], 0]);
    assert.match(printed, /^usage: broadsheet try\n {2}--help {9}print this\n$/);
  });
}

const wrong: [given: string[], message: RegExp][] = [
  [["--output", "x"], /'--output'/],
  [["--json=yes"], /--json/],
  [["--out"], /--out/],
  [["word"], /word/],
];

for (const [given, message] of wrong) {
  test(`"${given.join(" ")}" is wrong usage, in one line`, async () => {
    try {
      await run(given);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, UsageError);
      assert.match((error as Error).message, message);
      assert.not.match((error as Error).message, "\n");
      assert.equal(seen, []);
    }
  });
}

test("a command's own complaint is passed on", async () => {
  const command = defineCommand({
    help: "",
    flags: {},
    run: async () => {
      throw new UsageError("no");
    },
  });
  try {
    await runCommand(command, {} as Invocation, []);
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).message, "no");
  }
});

test.run();
