// The `broadsheet` command: finds the sub-command and turns what it throws into a line and an exit code.

import { formatProblem } from "../content/problems.ts";
import { TemplateError } from "../eleventy/template-error.ts";
import { BuildLockedError } from "../publish/lock.ts";
import { OutputFolderError } from "../publish/output-folder.ts";
import type { Invocation } from "../workers/invocation.ts";
import { type Command, runCommand, UsageError } from "./command.ts";

const help = `usage: broadsheet <command> [options]

  build     publish the site into dist/
  start     live preview
  check     report every problem without building
  new       start a post
  ping      tell the hub which feeds have changed
  snapshot  fetch what is read most
  weather   fetch the weather, for sites without a service
  service   count views, for pages that ask
  schema    print the front matter as JSON Schema, for editors

broadsheet <command> --help tells more.
`;

/** Loaded when it is called, since each start counts. */
const commands: Record<string, () => Promise<unknown>> = {
  build: async () => (await import("./build.ts")).build,
  check: async () => (await import("./check.ts")).check,
  start: async () => (await import("./start.ts")).start,
  ping: async () => (await import("./ping.ts")).ping,
  new: async () => (await import("./new-post.ts")).newPost,
  snapshot: async () => (await import("./snapshot.ts")).snapshot,
  weather: async () => (await import("./weather.ts")).weather,
  service: async () => (await import("./service.ts")).service,
  schema: async () => (await import("./schema.ts")).schema,
};

/** Exit codes: 0 done, 1 the content has errors, 2 wrong usage, 3 an internal error. */
export async function main({ arguments: given, ...invocation }: Invocation & { arguments: string[] }): Promise<number> {
  const [name, ...rest] = given;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(help);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    process.stderr.write(`broadsheet: "${name}" is no command\n\n${help}`);
    return 2;
  }
  try {
    return await runCommand((await load()) as Command, invocation, rest);
  } catch (error) {
    return report(error, name);
  }
}

function report(error: unknown, command: string): number {
  if (error instanceof UsageError) {
    process.stderr.write(`broadsheet ${command}: ${error.message}\nbroadsheet ${command} --help tells more\n`);
    return 2;
  }
  if (error instanceof TemplateError) {
    const { file, line, column, message } = error;
    process.stderr.write(`${formatProblem({ file, line, column, severity: "error", message })}\n`);
    return 1;
  }
  if (error instanceof BuildLockedError || error instanceof OutputFolderError) {
    process.stderr.write(`broadsheet ${command}: ${error.message}\n`);
    return 2;
  }
  const { code = "", syscall, message, stack } = error as NodeJS.ErrnoException;
  const cure =
    systemCures[code] ??
    (syscall === undefined
      ? undefined
      : "the system refuses; see whether the file or folder is there and may be written to");
  process.stderr.write(
    cure === undefined
      ? `broadsheet ${command}: internal error: ${stack ?? message}\n`
      : `broadsheet ${command}: ${cure} (${message})\n`,
  );
  return 3;
}

const systemCures: Record<string, string> = {
  ENOSPC: "the disk is full; free some space and build again; the published site is as it was",
  EDQUOT: "the disk quota is used up; free some space and build again; the published site is as it was",
  EROFS: "the folder cannot be written to; choose another --out and --cache",
  EACCES: "a file or folder may not be read or written; correct its permissions",
  EPERM: "a file or folder may not be read or written; correct its permissions",
  EMFILE: "too many files are open; raise the limit (ulimit -n)",
};
