// Takes a post's file apart: bytes → text → front matter and body, with places counted as editors count them.
import { isUtf8 } from "node:buffer";

/** 1-based; columns in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

export interface Fault extends Position {
  /** "what; cure". */
  message: string;
}

export interface SplitPost {
  /** YAML between the fences, without them. */
  yaml: string;
  /** Line of the file on which `yaml` starts. */
  yamlLine: number;
  body: string;
  bodyLine: number;
}

/** More is a mistake: a body pasted above the closing fence. In UTF-16 units. */
const longestFrontMatter = 200_000;
// Neither XML feeds nor terminals can carry these. CRLF is gone by the time this is asked.
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/;

/** Strict UTF-8 without its byte order mark, lines ending in "\n". */
export function decodeText(bytes: Buffer): { text: string; faults: Fault[] } {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { text: "", faults: [{ line: 1, column: 1, message: "the file is UTF-16; save it as UTF-8" }] };
  if (!isUtf8(bytes))
    return { text: "", faults: [{ ...findBadBytes(bytes), message: "the file is not UTF-8 here; save it as UTF-8" }] };
  let text = bytes.toString("utf8");
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
  const at = text.search(forbidden);
  if (at === -1) return { text, faults: [] };
  const code = text.charCodeAt(at);
  const what =
    code === 0
      ? "a NUL byte; save the file as UTF-8 text"
      : `the control character U+${code.toString(16).toUpperCase().padStart(4, "0")}; remove it, or save the file as UTF-8 if it came from another encoding`;
  return { text, faults: [{ ...positionAt(text, at), message: `the text holds ${what}` }] };
}

function findBadBytes(bytes: Buffer): Position {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const row = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!isUtf8(row)) return { line, column: row.toString("utf8").indexOf("\ufffd") + 1 };
    start += row.length + 1;
  }
  return { line, column: 1 };
}

/** @param firstLine the line of the file on which `text` starts */
export function positionAt(text: string, offset: number, firstLine = 1): Position {
  let line = firstLine;
  let start = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < offset; next = text.indexOf("\n", start)) {
    line++;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Splits at the `---` fences; returns a fault where they are missing. */
export function splitFrontMatter(text: string): SplitPost | Fault {
  const opening = /^---[ \t]*(?:\n|$)/.exec(text);
  if (opening === null) return { line: 1, column: 1, message: describeMissingFence(text) };
  const start = opening[0].length;
  const closing = /^---[ \t]*(?:\n|$)/gm;
  closing.lastIndex = start;
  const end = closing.exec(text);
  if (end === null)
    return { line: 1, column: 1, message: 'the front matter is not closed; add a line "---" after its last key' };
  if (end.index - start > longestFrontMatter)
    return {
      line: 1,
      column: 1,
      message: `the front matter is longer than ${longestFrontMatter.toLocaleString("en")} characters; close it with "---" before the body`,
    };
  const yaml = text.slice(start, end.index);
  return {
    yaml,
    yamlLine: 2,
    body: text.slice(end.index + end[0].length),
    bodyLine: positionAt(text, end.index).line + 1,
  };
}

function describeMissingFence(text: string): string {
  if (/^\s+---[ \t]*(?:\n|$)/.test(text.slice(0, 1_000)))
    return 'the front matter starts late; make "---" the very first line';
  if (text.startsWith("+++")) return 'the front matter is TOML; write it as YAML between two lines "---"';
  if (text.startsWith("{")) return 'the front matter is JSON; write it as YAML between two lines "---"';
  if (/^---[a-z]/.test(text)) return 'the first line names a format; write "---" alone and the front matter as YAML';
  return 'the front matter is missing; start the file with a line "---", the keys (title, date, section, authors) and another line "---"';
}
