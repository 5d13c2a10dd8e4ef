// Prints what the Markdown parser read: HTML with slots for links and pictures.
import MarkdownIt, { type Token } from "markdown-it";
import { escapeHtml } from "markdown-it/lib/common/utils.mjs";
import type { Body } from "../body.ts";
import { sourceMark } from "../source-marks.ts";
import { classifyTarget, explainImage, schemeOf } from "../targets.ts";
import { labelBackLink } from "./labels.ts";
import { placeOf } from "./locate.ts";
import { attributeOf, textOf } from "./token-text.ts";

/** By type of token; the others are printed by the parser's own. */
export const printers: Record<string, (token: Token, body: Body) => string> = {
  fence: (token) => printCode(token, token.info.trim().split(/\s+/)[0]),
  code_block: (token) => printCode(token),
  html_block: printHtml,
  html_inline: printHtml,
  link_open: printLink,
  image: printImage,
  figure_close: ({ content }) => {
    const caption = content === "" ? "" : `<figcaption>${escapeHtml(content)}</figcaption>`;
    return `${caption}</figure>\n`;
  },
  table_open: ({ meta }) => {
    const region = meta?.label ? ` role="region" aria-label="${escapeHtml(meta.label)}"` : "";
    return `<div class="table-scroll"${region} tabindex="0"><table>\n`;
  },
  table_close: () => "</table></div>\n",
  task_open: ({ meta }) => `<label><input type="checkbox"${meta?.isDone ? " checked" : ""} disabled> `,
  task_close: () => "</label>",
  footnote_ref: (token) => {
    const number = numberNote(token);
    return `<sup class="footnote-ref"><a href="#fn:${number}" id="fnref:${markNote(token)}" role="doc-noteref">${number}</a></sup>`;
  },
  footnote_block_open: () =>
    '<section class="footnotes" role="doc-endnotes">\n<hr class="footnotes-sep">\n<ol class="footnotes-list">\n',
  footnote_block_close: () => "</ol>\n</section>\n",
  footnote_open: (token) => `<li id="fn:${numberNote(token)}" class="footnote-item">`,
  footnote_close: () => "</li>\n",
  footnote_anchor: (token, { language }) => {
    const mark = markNote(token);
    const label = escapeHtml(labelBackLink(language, mark));
    return ` <a href="#fnref:${mark}" class="footnote-backref" role="doc-backlink" aria-label="${label}">↩︎</a>`;
  },
};

function printCode({ content }: Token, language = ""): string {
  const name = /^[\w+-]+$/.test(language) ? ` class="language-${language}"` : "";
  // Wide code scrolls inside itself, for the keyboard as well.
  return `<pre tabindex="0"><code${name}>${escapeHtml(content)}</code></pre>\n`;
}

function printHtml(token: Token): string {
  return sourceMark(placeOf(token), true) + token.content;
}

function numberNote({ meta }: Token): string {
  return String(Number(meta?.id) + 1);
}

/** The note's number, and that of the place where it is named again. */
function markNote(token: Token): string {
  const times = Number(token.meta?.subId);
  return numberNote(token) + (times > 0 ? `:${times + 1}` : "");
}

/** Most addresses on the web: encoding them takes time and changes nothing. */
const plainAddress = /^https?:\/\/[a-z\d.-]{1,60}(?:[/?#][\w.~!$&()*+,;=:@/?#-]*)?$/;
const { normalizeLink } = new MarkdownIt();

function encodeAddress(target: string): string {
  return escapeHtml(plainAddress.test(target) ? target : normalizeLink(target));
}

function printLink(token: Token, { policy, marks, findings, hasHtml }: Body): string {
  const target = attributeOf(token, "href");
  const title = attributeOf(token, "title");
  const rest = `${title === "" ? "" : ` title="${escapeHtml(title)}"`}>`;
  const place = placeOf(token);
  switch (classifyTarget(target, policy === "trusted")) {
    case "external":
    case "fragment":
      return `<a href="${encodeAddress(target)}"${rest}`;
    case "local":
      if (hasHtml) return `${sourceMark(place, false)}<a href="${escapeHtml(target)}"${rest}`;
      return `<a href="${marks.markLink(target, place)}"${rest}`;
    case "forbidden":
      findings.addDropped(
        place,
        `links to "${schemeOf(target)}:" are not allowed in a post; use http, https, mailto or tel`,
      );
      return `<a${rest}`;
    case "empty":
      findings.addDropped(place, "a link leads nowhere; write its target between the parentheses");
      return `<a${rest}`;
  }
}

function printImage(token: Token, { policy, marks, findings, hasHtml }: Body): string {
  const source = attributeOf(token, "src");
  const alt = textOf(token.children, true);
  const kind = classifyTarget(source);
  const place = placeOf(token);
  if (kind === "local") {
    if (hasHtml) return `${sourceMark(place, false)}<img src="${escapeHtml(source)}" alt="${escapeHtml(alt)}">`;
    return marks.markImage(source, alt, place);
  }
  if (policy === "trusted" && (kind === "external" || schemeOf(source) === "data"))
    return `<img src="${encodeAddress(source)}" alt="${escapeHtml(alt)}">`;
  findings.add("error", place, explainImage(source));
  return escapeHtml(alt);
}
