// Turns what Eleventy and Nunjucks throw into one line that names template, line and cure.

/** A template that cannot be rendered. `file` is a template's name in `_includes`, or a post's path. */
export class TemplateError extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;

  constructor(file: string, line: number, column: number, message: string) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

/** The innermost cause says what went wrong; Nunjucks words it `(layouts/article.njk) [Line 3, Column 7]\n  message`. */
export function toTemplateError(error: unknown): TemplateError {
  const messages: string[] = [];
  let cause: unknown = error;
  while (cause instanceof Error && messages.length < 10) {
    messages.push(cause.message);
    cause = (cause as Error & { originalError?: unknown }).originalError ?? cause.cause;
  }
  const all = messages.join("\n");
  const [, file = "", line, column] =
    [...all.matchAll(/\(([^()\s]+\.njk)\)(?: \[Line (\d+), Column (\d+)\])?/g)].at(-1) ?? [];
  const lines = (messages.at(-1) ?? String(error))
    .split("\n")
    .map((text) => text.trim())
    .filter((text) => text !== "" && !/^\([^()]+\)(?: \[Line .*\])?$/.test(text));
  // Nunjucks counts from 1 while it reads a template, from 0 while it runs one; what is thrown then says what kind of error it is.
  const shift = line !== undefined && /^\w*Error: /.test(lines.at(-1) ?? "") ? 1 : 0;
  const what = (lines.at(-1) ?? "cannot be rendered").replace(/^(?:Template render error|Error): /, "");
  return new TemplateError(
    file === "" ? "_includes" : `_includes/${file.replace(/^.*_includes\//, "")}`,
    Number(line ?? 1) + shift,
    Number(column ?? 1) + shift,
    `${what}; correct the template`,
  );
}
