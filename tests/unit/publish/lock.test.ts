// One build at a time: who gets the lock, and whose lock is taken over.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { acquireLock, BuildLockedError } from "../../../src/publish/lock.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const root = temporaryFolder();
let folders = 0;
const freshFolder = (): string => {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
};

const isLinux = existsSync(`/proc/${process.pid}/stat`);

/** A cache folder whose lock holds `text`. */
function lockedBy(text: string): { cache: string; lock: string } {
  const cache = freshFolder();
  const lock = join(cache, "lock");
  writeFileSync(lock, text);
  return { cache, lock };
}

test("a lock is held until it is released", () => {
  const cache = join(freshFolder(), "not", "there", "yet");
  const release = acquireLock(cache);
  assert.throws(
    () => acquireLock(cache),
    (error: Error) =>
      error instanceof BuildLockedError &&
      error.message.includes(`process ${process.pid}`) &&
      error.message.includes("--cache"),
  );
  release();
  acquireLock(cache)();
  assert.not.ok(existsSync(join(cache, "lock")));
});

test("a refused lock is left as it is", () => {
  const cache = freshFolder();
  const release = acquireLock(cache);
  const text = readFileSync(join(cache, "lock"), "utf8");
  assert.throws(() => acquireLock(cache));
  assert.is(readFileSync(join(cache, "lock"), "utf8"), text);
  release();
});

test("the lock of a process that has ended is taken over", () => {
  const ended = spawnSync(process.execPath, ["-e", ""]);
  const { cache, lock } = lockedBy(`${ended.pid} 12345`);
  const release = acquireLock(cache);
  assert.match(readFileSync(lock, "utf8"), new RegExp(`^${process.pid} `));
  release();
});

test("the lock of another live process is refused", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await new Promise((resolve) => child.once("spawn", resolve));
  try {
    const stat = isLinux ? readFileSync(`/proc/${child.pid}/stat`, "latin1") : "";
    const { cache } = lockedBy(`${child.pid} ${isLinux ? stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] : ""}`);
    assert.throws(
      () => acquireLock(cache),
      (error: Error) => error instanceof BuildLockedError && error.message.includes(String(child.pid)),
    );
  } finally {
    child.kill("SIGKILL");
  }
});

test("the lock of a process whose number another program has now is taken over", () => {
  if (!isLinux) return;
  const { cache } = lockedBy(`${process.pid} 1`);
  acquireLock(cache)();
});

test("the lock of a process that was killed and that nobody has collected is taken over", async () => {
  if (!isLinux) return;
  // What takes the shell's place does not wait for the shell's child.
  const parent = spawn("sh", ["-c", "(exit 0) & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const pid = Number(await new Promise<string>((resolve) => parent.stdout.setEncoding("utf8").once("data", resolve)));
    const fieldsOf = (): string[] => {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    };
    while (fieldsOf()[0] !== "Z") await new Promise((resolve) => setTimeout(resolve, 10));
    const { cache } = lockedBy(`${pid} ${fieldsOf()[19]}`);
    acquireLock(cache)();
  } finally {
    parent.kill("SIGKILL");
  }
});

for (const text of ["", "nonsense", "-1 5", "0 0", "\u0000\u0000"]) {
  test(`a lock that holds ${JSON.stringify(text)}, of a build killed while it took it, is taken over`, () => {
    const { cache } = lockedBy(text);
    acquireLock(cache)();
  });
}

test("a lock that is a folder is an error of the file system, not a lock", () => {
  const cache = freshFolder();
  mkdirSync(join(cache, "lock"));
  assert.throws(
    () => acquireLock(cache),
    (error: NodeJS.ErrnoException) => error.code === "EISDIR",
  );
});

test("of many processes that want the lock at once, one gets it", async () => {
  const cache = freshFolder();
  const code = `const { acquireLock } = await import(${JSON.stringify(new URL("../../../src/publish/lock.ts", import.meta.url).href)}); try { acquireLock(${JSON.stringify(cache)}); process.stdout.write("held"); setTimeout(() => {}, 3000); } catch (error) { process.stdout.write(error.constructor.name); }`;
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    }),
  );
  const answers = await Promise.all(
    children.map((child) => new Promise<string>((resolve) => child.stdout.setEncoding("utf8").once("data", resolve))),
  );
  for (const child of children) child.kill("SIGKILL");
  assert.equal(answers.sort(), ["BuildLockedError", "BuildLockedError", "BuildLockedError", "held"]);
});

test.run();
