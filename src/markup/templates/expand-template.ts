// `template: njk`: runs a body through Nunjucks before it is read as Markdown.
import type { Findings } from "../findings.ts";
import { stripControls } from "../slots.ts";
import { checkTemplate } from "./check-template.ts";
import { makeEnvironment } from "./environment.ts";
import { loadNunjucks, type RootFunction } from "./nunjucks.ts";
import { checkLength, makeGuardedRuntime, TemplateFault } from "./runtime.ts";

const lineMark = /\u0005(\d+)\u0005/g;

interface Expanded {
  markdown: string;
  /** The author's line (1-based) of each line of the Markdown. */
  lineMap: number[];
}

/** What the template makes: nothing after an error, which is a finding. */
export function expandTemplate(source: string, values: { site: object; model: object }, findings: Findings): Expanded {
  try {
    return takeLines(run(compile(source), { site: values.site, model: values.model }));
  } catch (error) {
    const { line, message } = explain(error, source);
    findings.add("error", { line, column: 1 }, message);
    return { markdown: "", lineMap: [] };
  }
}

function compile(source: string): RootFunction {
  const { parser, compiler } = loadNunjucks();
  const tree = parser.parse(source, makeEnvironment().extensionsList, {});
  checkTemplate(tree);
  const code = new compiler.Compiler("post", true);
  code.compile(tree);
  // The code is the compiler's, of a tree whose every name has been checked.
  return (new Function(code.getCode())() as { root: RootFunction }).root;
}

function run(render: RootFunction, values: Record<string, unknown>): string {
  let failure: unknown = null;
  let output = "";
  const context = {
    getVariables: () => values,
    lookup: () => undefined,
    // `{% set %}` at the top level writes here.
    setVariable: (name: string, value: unknown) =>
      Object.defineProperty(values, name, { value, writable: true, enumerable: true, configurable: true }),
    addExport: () => undefined,
  };
  const frame = new (loadNunjucks().runtime.Frame)();
  frame.topLevel = true;
  render(makeEnvironment(), context, frame, makeGuardedRuntime(values), (error, result) => {
    failure ??= error;
    output = result ?? output;
  });
  if (failure !== null) throw failure;
  checkLength(output);
  return output;
}

/** Takes out the marks that `checkTemplate` set behind line ends. */
function takeLines(marked: string): Expanded {
  const lineMap: number[] = [];
  let line = 1;
  const lines = placeBlocks(marked)
    .split("\n")
    .map((text) => {
      const first = /^\u0005(\d+)\u0005/.exec(text);
      if (first) line = Number(first[1]);
      lineMap.push(line);
      for (const mark of text.matchAll(lineMark)) line = Number(mark[1]);
      return stripControls(text.replace(lineMark, ""));
    });
  return { markdown: lines.join("\n"), lineMap };
}

// A shortcode's Markdown has to start a line (\u0006), or to stand between empty lines (\u0007), wherever its tag stands.
function placeBlocks(text: string): string {
  const bare = text.replace(/(?:\u0005\d+\u0005)?[ \t]*\u0007/g, (mark) => mark.replace(/[ \t]/g, ""));
  let out = "";
  let end = 0;
  for (const match of bare.matchAll(/[\u0006\u0007]/g)) {
    out += bare.slice(end, match.index);
    end = match.index + 1;
    const before = out
      .slice(-80)
      .replace(lineMark, "")
      .replace(/[ \t]+$/, "");
    const after = bare.slice(end, end + 80).replace(lineMark, "");
    const wantsEmpty = match[0] === "\u0007";
    if (before !== "" && !before.endsWith("\n")) out += wantsEmpty && after.trimStart() !== "" ? "\n\n" : "\n";
    else if (wantsEmpty && before !== "" && !/\n[ \t]*\n$/.test(before) && !after.startsWith("\n")) out += "\n";
  }
  return out + bare.slice(end);
}

function explain(error: unknown, source: string): { line: number; message: string } {
  if (error instanceof RangeError)
    return { line: 1, message: "the template is nested too deeply or makes too much text; make it simpler" };
  if (error instanceof TemplateFault) return { line: Math.max(1, error.line), message: error.message };
  const known = error as { message?: unknown; lineno?: unknown };
  const line = typeof known.lineno === "number" ? Math.min(Math.max(1, known.lineno), source.split("\n").length) : 1;
  const [message = ""] = String(known.message ?? error)
    .replace(/^(?:Template render error: )?\([^)]*\)/, "")
    .replace(/\[Line \d+(?:, Column \d+)?\]/g, "")
    .replace(/^\s*(?:Error|TypeError|Template render error):\s*/gm, "")
    .trim()
    .split("\n");
  return {
    line,
    message: `template: ${message.slice(0, 300)}; correct it, or write {% raw %}…{% endraw %} around text that is no template`,
  };
}
