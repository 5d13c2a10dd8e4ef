// `template: njk`: runs a body through Nunjucks before it is read as Markdown.
import { createRequire } from "node:module";
import type { Findings } from "../findings.ts";
import { stripControls } from "../slots.ts";
import { checkTemplate } from "./template-check.ts";
import { filterNames, makeEnvironment } from "./template-environment.ts";
import { makeGuardedRuntime, mostOutput, TemplateFault } from "./template-runtime.ts";
import { type NunjucksModule, nunjucksName } from "./template-types.ts";

// Loaded by the first body that asks for it; most sites have none.
const require = createRequire(import.meta.url);
let nunjucks: NunjucksModule | undefined;

const lineMark = /\u0005(\d+)\u0005/g;

/** The Markdown that the template makes, and the author's line for each of its lines; null after an error, which is a finding. */
export function expandTemplate(
  source: string,
  values: { site: object; model: object },
  findings: Findings,
): { text: string; lineMap: number[] } | null {
  const engine = (nunjucks ??= require(nunjucksName) as NunjucksModule);
  try {
    const environment = makeEnvironment(engine);
    const tree = engine.parser.parse(source, environment.extensionsList, {});
    checkTemplate(tree, engine.nodes, filterNames);
    const compiler = new engine.compiler.Compiler("post", true);
    compiler.compile(tree);
    // The code is the compiler's, of a tree whose every name has been checked.
    const properties = new Function(compiler.getCode())() as object;
    const template = new engine.Template({ type: "code", obj: properties }, environment, "post");
    template.compile();
    const context = { site: values.site, model: values.model };
    return takeLines(run(template.rootRenderFunc, engine, environment, context));
  } catch (error) {
    const { line, message } = explain(error, source);
    findings.add("error", { line, column: 1 }, message);
    return null;
  }
}

function run(
  render: RootFunction,
  engine: NunjucksModule,
  environment: Environment,
  context: Record<string, unknown>,
): string {
  let failure: unknown = null;
  let output = "";
  const names = {
    getVariables: () => context,
    lookup: () => undefined,
    // `{% set %}` at the top level writes here.
    setVariable: (name: string, value: unknown) =>
      Object.defineProperty(context, name, { value, writable: true, enumerable: true, configurable: true }),
    addExport: () => undefined,
  };
  const frame = new engine.runtime.Frame();
  frame.topLevel = true;
  render(environment, names, frame, makeGuardedRuntime(engine, context, environment), (error, result) => {
    failure ??= error;
    output = result ?? output;
  });
  if (failure !== null) throw failure;
  if (output.length > mostOutput)
    throw new TemplateFault(`the template makes more than ${mostOutput / 1_000_000} MB of text; make it shorter`);
  return output;
}

type RootFunction = InstanceType<NunjucksModule["Template"]>["rootRenderFunc"];
type Environment = InstanceType<NunjucksModule["Environment"]>;

/** Takes out the marks that `checkTemplate` set behind line ends. */
function takeLines(marked: string): { text: string; lineMap: number[] } {
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
  return { text: lines.join("\n"), lineMap };
}

// A shortcode's Markdown has to start a line (\u0006), or to stand between empty lines (\u0007), wherever its tag stands.
function placeBlocks(text: string): string {
  const bare = text.replace(/(?:\u0005\d+\u0005)?[ \t]*\u0007/g, (mark) => mark.replace(/[ \t]/g, ""));
  let out = "";
  let end = 0;
  for (const match of bare.matchAll(/[\u0006\u0007]/g)) {
    out += bare.slice(end, match.index);
    end = match.index + 1;
    const tail = out
      .slice(-80)
      .replace(lineMark, "")
      .replace(/[ \t]+$/, "");
    const following = bare.slice(end, end + 80).replace(lineMark, "");
    const wantsEmpty = match[0] === "\u0007";
    if (tail !== "" && !tail.endsWith("\n")) out += wantsEmpty && following.trimStart() !== "" ? "\n\n" : "\n";
    else if (wantsEmpty && tail !== "" && !/\n[ \t]*\n$/.test(tail) && !following.startsWith("\n")) out += "\n";
  }
  return out + bare.slice(end);
}

function explain(error: unknown, source: string): { line: number; message: string } {
  const known = error as { message?: unknown; lineno?: unknown };
  if (error instanceof RangeError)
    return { line: 1, message: "the template is nested too deeply or makes too much text; make it simpler" };
  if (error instanceof TemplateFault) return { line: Math.max(1, error.line), message: error.message };
  const line = typeof known.lineno === "number" ? Math.min(Math.max(1, known.lineno), source.split("\n").length) : 1;
  const message = String(known.message ?? error)
    .replace(/^(?:Template render error: )?\([^)]*\)/, "")
    .replace(/\[Line \d+(?:, Column \d+)?\]/g, "")
    .replace(/^\s*(?:Error|TypeError|Template render error):\s*/gm, "")
    .trim()
    .split("\n")[0] as string;
  return {
    line,
    message: `template: ${message.slice(0, 300)}; correct it, or write {% raw %}…{% endraw %} around text that is no template`,
  };
}
