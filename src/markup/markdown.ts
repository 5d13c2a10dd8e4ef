// Sets markdown-it up: CommonMark, tables, strikethrough, footnotes and Broadsheet's blocks, rendered with slots.
import MarkdownIt, { type MarkdownIt as Parser, type RendererRule, type StateCore, type Token } from "markdown-it";
import container from "markdown-it-container";
import footnote from "markdown-it-footnote";
import { shapeBlocks } from "./blocks.ts";
import { type Body, bodyOf } from "./body.ts";
import { containerName, rewriteContainers } from "./containers.ts";
import { labelBackLink } from "./labels.ts";
import { locateTokens, placeOf } from "./locate.ts";
import { sourceMark } from "./source-marks.ts";
import { classifyTarget, decodeTarget, schemeOf } from "./targets.ts";
import { altOf, attributeOf } from "./token-text.ts";

const footnoteLimit = 1000;

/** Most addresses on the web: encoding them takes time and changes nothing. */
const plainAddress = /^https?:\/\/[a-z\d.-]{1,60}(?:[/?#][\w.~!$&()*+,;=:@/?#-]*)?$/;

/** A parser whose `env` is made by `makeEnv`. */
export function makeMarkdown(): Parser {
  const md = new MarkdownIt({ html: true, linkify: true, typographer: false });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  for (const schema of ["ftp:", "//", "mailto:"]) md.linkify.add(schema, null);
  // Bodies have one kind of line end, and no NUL.
  md.core.ruler.disable("normalize");
  md.use(footnote);
  md.use(container, containerName, { validate: (parameters: string) => parameters.trim() !== "" });

  // Every target is parsed as written; what may come out is decided where it is printed, with a finding for what may not.
  const normalize = md.normalizeLink.bind(md);
  const encode = (target: string) => (plainAddress.test(target) ? target : normalize(target));
  md.normalizeLink = (target) => target;
  md.validateLink = () => true;

  md.core.ruler.after("block", "containers", rewriteContainers);
  md.core.ruler.before("footnote_tail", "footnote_limit", limitFootnotes);
  md.core.ruler.push("shape_blocks", shapeBlocks);
  md.core.ruler.push("locate", locateTokens);
  Object.assign(md.renderer.rules, makeRules(md.utils.escapeHtml, encode));
  return md;
}

// The plugin's time grows with the square of the number of notes.
function limitFootnotes(state: StateCore): void {
  const footnotes = state.env?.footnotes as { list?: unknown[] } | undefined;
  if (footnotes?.list === undefined || footnotes.list.length <= footnoteLimit) return;
  const message = `${footnotes.list.length} footnotes are more than the ${footnoteLimit} a post can have; split the post`;
  bodyOf(state.env).findings.add("error", { line: 1, column: 1 }, message);
  footnotes.list = [];
}

function makeRules(
  escapeHtml: (text: string) => string,
  encode: (target: string) => string,
): Record<string, RendererRule> {
  const code = (content: string, language: string) => {
    const name = /^[\w+-]+$/.test(language) ? ` class="language-${language}"` : "";
    // Wide code scrolls inside itself, for the keyboard as well.
    return `<pre tabindex="0"><code${name}>${escapeHtml(content)}</code></pre>\n`;
  };
  const noteNumber = (token: Token) => String(Number(token.meta?.id) + 1);
  const noteMark = (token: Token) =>
    noteNumber(token) + (Number(token.meta?.subId) > 0 ? `:${Number(token.meta?.subId) + 1}` : "");
  return {
    fence: (tokens, index) => code(at(tokens, index).content, at(tokens, index).info.trim().split(/\s+/)[0] as string),
    code_block: (tokens, index) => code(at(tokens, index).content, ""),
    link_open: (tokens, index, _options, env) => renderLink(at(tokens, index), bodyOf(env), escapeHtml, encode),
    image: (tokens, index, _options, env) => {
      const token = at(tokens, index);
      return renderImage(token, altOf(token.children ?? []), bodyOf(env), escapeHtml, encode);
    },
    html_block: (tokens, index) => sourceMark(placeOf(at(tokens, index)), true) + at(tokens, index).content,
    html_inline: (tokens, index) => sourceMark(placeOf(at(tokens, index)), true) + at(tokens, index).content,
    table_open: (tokens, index) => {
      const label = String(at(tokens, index).meta?.label ?? "");
      const region = label === "" ? "" : ` role="region" aria-label="${escapeHtml(label)}"`;
      return `<div class="table-scroll"${region} tabindex="0"><table>\n`;
    },
    table_close: () => "</table></div>\n",
    task_open: (tokens, index) =>
      `<label><input type="checkbox"${at(tokens, index).meta?.isDone ? " checked" : ""} disabled> `,
    task_close: () => "</label>",
    footnote_ref: (tokens, index) => {
      const token = at(tokens, index);
      const number = noteNumber(token);
      return `<sup class="footnote-ref"><a href="#fn:${number}" id="fnref:${noteMark(token)}" role="doc-noteref">${number}</a></sup>`;
    },
    footnote_block_open: () =>
      '<section class="footnotes" role="doc-endnotes">\n<hr class="footnotes-sep">\n<ol class="footnotes-list">\n',
    footnote_block_close: () => "</ol>\n</section>\n",
    footnote_open: (tokens, index) => `<li id="fn:${noteNumber(at(tokens, index))}" class="footnote-item">`,
    footnote_close: () => "</li>\n",
    footnote_anchor: (tokens, index, _options, env) => {
      const mark = noteMark(at(tokens, index));
      const label = escapeHtml(labelBackLink(bodyOf(env).language, mark));
      return ` <a href="#fnref:${mark}" class="footnote-backref" role="doc-backlink" aria-label="${label}">↩︎</a>`;
    },
  };
}

function at(tokens: Token[], index: number): Token {
  return tokens[index] as Token;
}

type Escape = (text: string) => string;

function renderLink(token: Token, body: Body, escapeHtml: Escape, encode: Escape): string {
  const target = attributeOf(token, "href");
  const title = attributeOf(token, "title");
  const rest = `${title === "" ? "" : ` title="${escapeHtml(title)}"`}>`;
  const kind = classifyTarget(target, body.policy === "trusted");
  const place = placeOf(token);
  if (kind === "external" || kind === "fragment") return `<a href="${escapeHtml(encode(target))}"${rest}`;
  if (kind === "forbidden") {
    body.findings.addDropped(
      body.policy,
      place,
      `links to "${schemeOf(target)}:" are not allowed in a post; use http, https, mailto or tel`,
    );
    return `<a${rest}`;
  }
  if (kind === "empty") {
    body.findings.addDropped(body.policy, place, "a link leads nowhere; write its target between the parentheses");
    return `<a${rest}`;
  }
  if (body.hasHtml) return `${sourceMark(place, false)}<a href="${escapeHtml(target)}"${rest}`;
  return `<a href="${body.marks.markLink({ kind: "link", target: decodeTarget(target), ...place })}"${rest}`;
}

function renderImage(token: Token, alt: string, body: Body, escapeHtml: Escape, encode: Escape): string {
  const source = attributeOf(token, "src");
  const kind = classifyTarget(source);
  const place = placeOf(token);
  if (kind === "local") {
    if (body.hasHtml) return `${sourceMark(place, false)}<img src="${escapeHtml(source)}" alt="${escapeHtml(alt)}">`;
    return body.marks.markImage({ kind: "image", source: decodeTarget(source), alt, ...place });
  }
  if (body.policy === "trusted" && (kind === "external" || schemeOf(source) === "data")) {
    return `<img src="${escapeHtml(encode(source))}" alt="${escapeHtml(alt)}">`;
  }
  body.findings.add("error", place, explainImage(source));
  return escapeHtml(alt);
}

/** Why a picture that is not one of the publication's own is left out. */
export function explainImage(source: string): string {
  const kind = classifyTarget(source);
  const short = source.length > 80 ? `${source.slice(0, 79)}…` : source;
  if (kind === "empty" || kind === "fragment")
    return "a picture names no file; write its path, counted from the post's folder";
  if (kind === "forbidden") return `picture "${short}" is not a file; save it beside the post`;
  return `picture "${short}" is on another server; save it beside the post`;
}
