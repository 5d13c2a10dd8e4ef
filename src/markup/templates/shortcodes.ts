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

/** Extensions by name. */
export function makeShortcodes(): [string, object][] {
  return Object.entries(shortcodes).map(([name, shortcode]) => [name, makeExtension(name, shortcode)]);
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
      const content = shortcode.hasContent ? [parser.parseUntilBlocks(`end${name}`)] : [];
      if (shortcode.hasContent) parser.advanceAfterBlockEnd();
      return new nodes.CallExtension(this, "run", signature, content);
    },
    run(_context: object, lineNumber: number, ...given: unknown[]): object {
      const content = shortcode.hasContent ? String((given.pop() as () => string)()) : "";
      const values = nameValues(shortcode.takes, given, name, lineNumber);
      checkValues(values, shortcode, name, lineNumber);
      return new (loadNunjucks().runtime.SafeString)(shortcode.write(values, content));
    },
  };
}

function nameValues(takes: string[], given: unknown[], name: string, lineNumber: number): Values {
  const values: Values = Object.create(null) as Values;
  const last = given.at(-1);
  const named = last !== null && typeof last === "object" && Object.hasOwn(last, "__keywords") ? last : null;
  const unnamed = named ? given.slice(0, -1) : given;
  if (unnamed.length > takes.length)
    throw new TemplateFault(`{% ${name} %} takes ${takes.length} values at most: ${takes.join(", ")}`, lineNumber);
  unnamed.forEach((value, index) => {
    values[takes[index] as string] = value;
  });
  for (const [key, value] of Object.entries(named ?? {})) {
    if (key === "__keywords") continue;
    if (!takes.includes(key))
      throw new TemplateFault(`{% ${name} %} knows no "${key}"; it takes ${takes.join(", ")}`, lineNumber);
    values[key] = value;
  }
  return values;
}

function checkValues(values: Values, { takes, needs }: Shortcode, name: string, lineNumber: number): void {
  for (const [key, value] of Object.entries(values))
    if (typeof value === "object" && String(value) === "[object Object]")
      throw new TemplateFault(`"${key}" of {% ${name} %} is no text`, lineNumber);
  if (needs && address(values[takes[0] as string]) === "")
    throw new TemplateFault(`{% ${name} %} needs its ${needs}`, lineNumber);
  if (name === "figure" && (values.alt === undefined || values.alt === null))
    throw new TemplateFault('{% figure %} needs alt="what the picture shows"; alt="" for decoration', lineNumber);
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
