// The shortcodes of `template: njk` bodies: each writes the Markdown that an author without templates would.
import { stripControls } from "../slots.ts";
import { escapeForMarkdown, TemplateFault } from "./template-runtime.ts";
import type { NunjucksModule } from "./template-types.ts";

/** Where what follows starts a line; the expansion sees to it. */
const line = "\u0006";
/** Where an empty line has to be. */
const gap = "\u0007";

interface Tokens {
  nextToken(): { value: string; lineno: number };
  parseSignature(tolerant: null, noParentheses: true): { children: object[] };
  advanceAfterBlockEnd(name?: string): void;
  parseUntilBlocks(name: string): object;
}

type Nodes = Record<"CallExtension" | "Literal", new (...parameters: unknown[]) => object>;
type Values = Record<string, unknown>;

/** Extensions by name. */
export function makeShortcodes(engine: NunjucksModule): [string, object][] {
  const safe = (text: string) => new engine.runtime.SafeString(text);
  const make = (
    name: string,
    positional: string[],
    hasContent: boolean,
    write: (values: Values, content: string) => string,
  ): [string, object] => {
    const extension = {
      tags: [name],
      parse(parser: Tokens, nodes: Nodes): object {
        const tag = parser.nextToken();
        const signature = parser.parseSignature(null, true);
        // The tag's line goes along as the first value, for errors.
        signature.children.unshift(new nodes.Literal(tag.lineno, 0, tag.lineno + 1));
        parser.advanceAfterBlockEnd(tag.value);
        const content = hasContent ? parser.parseUntilBlocks(`end${name}`) : null;
        if (hasContent) parser.advanceAfterBlockEnd();
        return new nodes.CallExtension(extension, "run", signature, content === null ? [] : [content]);
      },
      run(_context: object, lineNumber: number, ...parameters: unknown[]): object {
        const content = hasContent ? String((parameters.pop() as () => string)()) : "";
        const named = nameValues(name, positional, parameters);
        if (typeof named === "string") throw new TemplateFault(named, lineNumber);
        return safe(write(named, content));
      },
    };
    // The compiler finds an extension by this name.
    Object.assign(extension, { __name: name });
    return [name, extension];
  };
  return [
    make("figure", ["src", "alt", "caption", "credit"], false, writeFigure),
    make("pullquote", ["attribution"], true, (values, content) =>
      writeBlock("pullquote", text(values.attribution), content),
    ),
    make("note", ["title"], true, (values, content) => writeBlock("note", text(values.title), content)),
    make("embed", ["url", "title"], false, (values) =>
      writeBlock("embed", `${address(values.url)} ${text(values.title)}`, ""),
    ),
  ];
}

/** The values by name, or what is wrong with them. */
function nameValues(name: string, positional: string[], parameters: unknown[]): Values | string {
  const values: Values = Object.create(null) as Values;
  const last = parameters.at(-1);
  const isKeywords = last !== null && typeof last === "object" && Object.hasOwn(last, "__keywords");
  if (isKeywords) parameters.pop();
  if (parameters.length > positional.length)
    return `{% ${name} %} takes ${positional.length} values at most: ${positional.join(", ")}`;
  parameters.forEach((value, index) => {
    values[positional[index] as string] = value;
  });
  if (isKeywords) {
    for (const [key, value] of Object.entries(last as object)) {
      if (key === "__keywords") continue;
      if (!positional.includes(key)) return `{% ${name} %} knows no "${key}"; it takes ${positional.join(", ")}`;
      values[key] = value;
    }
  }
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && typeof value === "object" && String(value) === "[object Object]")
      return `"${key}" of {% ${name} %} is no text`;
  }
  if ((name === "figure" || name === "embed") && address(values[positional[0] as string]) === "") {
    return `{% ${name} %} needs its ${name === "figure" ? 'picture: {% figure "photo.svg", alt="what it shows" %}' : 'address: {% embed "https://example.org/story", "The title" %}'}`;
  }
  if (name === "figure" && (values.alt === undefined || values.alt === null))
    return '{% figure %} needs alt="what the picture shows"; alt="" for decoration';
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

function writeFigure(values: Values): string {
  const caption = [text(values.caption), text(values.credit)].filter((part) => part !== "").join(" — ");
  return `${gap}![${text(values.alt)}](<${address(values.src)}>${caption === "" ? "" : ` "${caption}"`})${gap}`;
}

function writeBlock(name: string, heading: string, content: string): string {
  // A block in this one closes with three colons.
  const longest = Math.max(
    2,
    ...[...content.matchAll(/^[ \t\u0005-\u0007\d]*(:{3,})/gm)].map((match) => (match[1] as string).length),
  );
  const fence = ":".repeat(longest + 1);
  return (
    `${line}${fence} ${name} ${heading}`.trimEnd() +
    `\n${content.replace(/^[ \t]*\n/, "").replace(/\s+$/, "")}\n${line}${fence}${line}`
  );
}
