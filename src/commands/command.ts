// What a sub-command is: its help, its flags, and what it does with them.
import { parseArgs } from "node:util";
import type { Invocation } from "../workers/invocation.ts";

/** Wrong usage: exit code 2. */
export class UsageError extends Error {}

type FlagTypes = Readonly<Record<string, { type: "string" | "boolean"; multiple?: boolean }>>;

/** Flags as they were given; what was not is absent. */
export type FlagValues<F extends FlagTypes> = {
  [K in keyof F]?: F[K]["type"] extends "boolean" ? boolean : F[K]["multiple"] extends true ? string[] : string;
};

export interface Command<F extends FlagTypes = FlagTypes> {
  /** Printed for `--help`, which every command has and this text need not name. */
  help: string;
  flags: F;
  /** Whether it takes words that are no flags. */
  takesWords?: boolean;
  /** What a flag that stands without a value means: `{ verify: "1" }`. Others are written `--verify=5`. */
  alone?: Readonly<Record<string, string>>;
  /** Returns the exit code. @throws UsageError */
  run: (invocation: Invocation, flags: FlagValues<F>, words: string[]) => Promise<number>;
}

/** Keeps the types of the flags. */
export function defineCommand<const F extends FlagTypes>(command: Command<F>): Command<F> {
  return command;
}

/** Takes arguments apart; `--help` is among the flags of every command. @throws UsageError */
export function parseFlags<F extends FlagTypes>(
  given: string[],
  { flags, takesWords = false, alone = {} }: Pick<Command<F>, "flags" | "takesWords" | "alone">,
): { values: FlagValues<F> & { help?: boolean }; words: string[] } {
  const args = given.map((word) => {
    const name = word.startsWith("--") ? word.slice(2) : "";
    return Object.hasOwn(alone, name) ? `${word}=${alone[name]}` : word;
  });
  const options = { ...flags, help: { type: "boolean", short: "h" } as const };
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: takesWords, strict: true });
    return { values: values as FlagValues<F> & { help?: boolean }, words: positionals };
  } catch (error) {
    throw new UsageError((error as Error).message.split(". ")[0]);
  }
}

/** Runs a command on its arguments. @throws UsageError */
export async function runCommand(command: Command, invocation: Invocation, given: string[]): Promise<number> {
  const { values, words } = parseFlags(given, command);
  if (!values.help) return command.run(invocation, values, words);
  process.stdout.write(`${command.help}\n  --help         print this\n`);
  return 0;
}
