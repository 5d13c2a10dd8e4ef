// The shortcodes of `template: njk` bodies: each writes the Markdown that an author without templates would.
import { stripControls } from "../slots.ts";
import { loadNunjucks } from "./nunjucks.ts";
import { escapeForMarkdown, TemplateFault } from "./runtime.ts";

/** Where what follows starts a line; the expansion sees to it. */
const line = "\u0006";
/** Where an empty line has to be. */
const gap = "\u0007";

type Values = Record<string, unknown>;

interface Shortcode {
  /** Names of its values, in the order in which they may be given without. */
  takes: string[];
  /** What the first value is, with an example, where it has to be given. */
  needs?: string;
  /** Stands around text, up to `{% endname %}`. */
  hasContent?: true;
  write(values: Values, content: string): string;
}

const shortcodes: Record<string, Shortcode> = {
  figure: {
    takes: ["src", "alt", "caption", "credit"],
    needs: 'picture: {% figure "photo.svg", alt="what it shows" %}',
    write: writeFigure,
  },
  pullquote: {
    takes: ["attribution"],
    hasContent: true,
    write: ({ attribution }, content) => writeBlock("pullquote", text(attribution), content),
  },
  note: { takes: ["title"], hasContent: true, write: ({ title }, content) => writeBlock("note", text(title), content) },
  embed: {
    takes: ["url", "title"],
    needs: 'address: {% embed "https://example.org/story", "The title" %}',
    write: ({ url, title }) => writeBlock("embed", `${address(url)} ${text(title)}`, ""),
  },
};

interface Parser {
  nextToken(): { value: string; lineno: number };
  parseSignature(tolerant: null, noParentheses: true): { children: object[] };
  advanceAfterBlockEnd(name?: string): void;
  parseUntilBlocks(name: string): object;
}

type Nodes = Record<"CallExtension" | "Literal", new (...parameters: unknown[]) => object>;

export function makeShortcodes(): Map<string, object> {
  return new Map(Object.entries(shortcodes).map(([name, shortcode]) => [name, makeExtension(name, shortcode)]));
}

function makeExtension(name: string, shortcode: Shortcode): object {
  return {
    tags: [name],
    parse(parser: Parser, nodes: Nodes): object {
      const tag = parser.nextToken();
      const signature = parser.parseSignature(null, true);
      // The tag's line goes along as the first value, for errors.
      signature.children.unshift(new nodes.Literal(tag.lineno, 0, tag.lineno + 1));
      parser.advanceAfterBlockEnd(tag.value);
      if (!shortcode.hasContent) return new nodes.CallExtension(this, "run", signature, []);
      const content = parser.parseUntilBlocks(`end${name}`);
      parser.advanceAfterBlockEnd();
      return new nodes.CallExtension(this, "run", signature, [content]);
    },
    run(_context: object, lineNumber: number, ...given: unknown[]): object {
      const content = shortcode.hasContent ? String((given.pop() as () => string)()) : "";
      const values = nameValues(name, shortcode, given, lineNumber);
      return new (loadNunjucks().runtime.SafeString)(shortcode.write(values, content));
    },
  };
}

function nameValues(name: string, { takes, needs }: Shortcode, given: unknown[], lineNumber: number): Values {
  const fault = (message: string) => new TemplateFault(message, lineNumber);
  const last = given.at(-1);
  const isNamed = typeof last === "object" && last !== null && Object.hasOwn(last, "__keywords");
  const unnamed = isNamed ? given.slice(0, -1) : given;
  if (unnamed.length > takes.length)
    throw fault(`{% ${name} %} takes ${takes.length} values at most: ${takes.join(", ")}`);
  const values: Values = Object.fromEntries(unnamed.map((value, index) => [takes[index], value]));
  for (const [key, value] of Object.entries(isNamed ? last : {})) {
    if (key === "__keywords") continue;
    if (!takes.includes(key)) throw fault(`{% ${name} %} knows no "${key}"; it takes ${takes.join(", ")}`);
    values[key] = value;
  }
  for (const [key, value] of Object.entries(values))
    if (typeof value === "object" && String(value) === "[object Object]")
      throw fault(`"${key}" of {% ${name} %} is no text`);
  if (needs && address(values[takes[0] as string]) === "") throw fault(`{% ${name} %} needs its ${needs}`);
  if (name === "figure" && (values.alt ?? null) === null)
    throw fault('{% figure %} needs alt="what the picture shows"; alt="" for decoration');
  return values;
}

function text(value: unknown): string {
  return escapeForMarkdown(String(value ?? "")).trim();
}

/** Escaped for a link target in angle brackets, where no white space may be. */
function address(value: unknown): string {
  return stripControls(String(value ?? ""))
    .trim()
    .replace(/\s/g, "%20")
    .replace(/[<>\\&"'`*_[\]]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function writeFigure({ src, alt, caption, credit }: Values): string {
  const title = [text(caption), text(credit)].filter((part) => part !== "").join(" — ");
  return `${gap}![${text(alt)}](<${address(src)}>${title === "" ? "" : ` "${title}"`})${gap}`;
}

function writeBlock(name: string, heading: string, content: string): string {
  // A block in this one closes with three colons.
  const fences = [...content.matchAll(/^[ \t\u0005-\u0007\d]*(:{3,})/gm)].map(([, colons = ""]) => colons.length);
  const fence = ":".repeat(Math.max(2, ...fences) + 1);
  const opening = `${line}${fence} ${name} ${heading}`.trimEnd();
  return `${opening}\n${content.replace(/^[ \t]*\n/, "").replace(/\s+$/, "")}\n${line}${fence}${line}`;
}
