// Sets markdown-it up: CommonMark, tables, strikethrough, footnotes and Broadsheet's blocks.
import MarkdownIt, { type StateCore, type Token } from "markdown-it";
import container from "markdown-it-container";
import footnote from "markdown-it-footnote";
import { type Body, bodyOf } from "../body.ts";
import { shapeBlocks } from "./blocks.ts";
import { containerName, rewriteContainers } from "./containers.ts";
import { locateTokens } from "./locate.ts";
import { printers } from "./printers.ts";

const footnoteLimit = 1000;

// Not the target of a link, an autolink, a definition or an attribute.
const bareAddress = /(?<!\]\(|\]: |[<"'=\w])https?:\/\//i;

const markdown = new MarkdownIt({ html: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
for (const schema of ["ftp:", "//", "mailto:"]) markdown.linkify.add(schema, null);
// Bodies have one kind of line end, and no NUL.
markdown.core.ruler.disable("normalize");
markdown.use(footnote);
markdown.use(container, containerName, { validate: (parameters: string) => parameters.trim() !== "" });
// Every target is parsed as written; what may come out is decided where it is printed, with a finding for what may not.
markdown.normalizeLink = (target) => target;
markdown.validateLink = () => true;
markdown.core.ruler.after("block", "containers", rewriteContainers);
markdown.core.ruler.before("footnote_tail", "footnote_limit", limitFootnotes);
markdown.core.ruler.push("shape_blocks", shapeBlocks);
markdown.core.ruler.push("locate", locateTokens);
for (const [name, print] of Object.entries(printers))
  markdown.renderer.rules[name] = (tokens, index, _options, env) => print(tokens[index] as Token, bodyOf(env));

export function parseMarkdown(source: string, body: Body): Token[] {
  // Looking for bare addresses costs half as much as parsing does; most bodies have none.
  markdown.set({ linkify: bareAddress.test(source) });
  return markdown.parse(source, { body });
}

/** HTML with marks of slots, and of places in the source where raw HTML is in it. */
export function printMarkdown(tokens: Token[], body: Body): string {
  return markdown.renderer.render(tokens, markdown.options, { body });
}

// The plugin's time grows with the square of the number of notes.
function limitFootnotes(state: StateCore): void {
  const footnotes = state.env?.footnotes as { list?: unknown[] } | undefined;
  const count = footnotes?.list?.length ?? 0;
  if (!footnotes || count <= footnoteLimit) return;
  const message = `${count} footnotes are more than the ${footnoteLimit} a post can have; split the post`;
  bodyOf(state.env).findings.add("error", { line: 1, column: 1 }, message);
  footnotes.list = [];
}
