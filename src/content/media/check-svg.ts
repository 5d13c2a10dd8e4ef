// Checks a drawing: one that runs, fetches or cannot be read is not published, since it would do so on the site's own origin.
import { SaxesParser } from "saxes";

/** Elements that run, or that bring HTML and other documents in. */
const forbidden: ReadonlySet<string> = new Set([
  "script",
  "foreignobject",
  "iframe",
  "object",
  "embed",
  "audio",
  "video",
  "handler",
  "listener",
]);
/** Attributes that name what is to be loaded or opened. */
const references = /^(?:href|src|data|from|to|values|by)$/;
/** Pictures within the drawing itself; an SVG in it could be anything again. */
const inner = /^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/i;

/** What is wrong with the drawing, as `PictureFacts.fault`; "" where nothing is. Pure. */
export function checkSvg(text: string): string {
  const parser = new SaxesParser();
  let fault = "";
  let depth = 0;
  const find = (what: string): void => {
    if (fault === "") fault = `holds ${what} in line ${parser.line}; remove it, or save the drawing again without`;
  };
  parser.on("error", (error) => {
    if (fault === "") fault = `is no well-formed SVG (${error.message}); save it again`;
  });
  // An entity can hide, or be, anything.
  parser.on("doctype", (doctype) => {
    if (/\[|<!/.test(doctype)) find("a document type with declarations");
  });
  parser.on("processinginstruction", ({ target }) => {
    if (/^xml-stylesheet$/i.test(target)) find("a reference to a style sheet");
  });
  parser.on("opentag", (tag) => {
    const name = localName(tag.name);
    if (depth++ === 0 && name !== "svg") fault ||= `is no SVG, but "${name}"; save it as one`;
    if (forbidden.has(name)) find(`an element "${tag.name}"`);
    for (const what of findIn(tag.name, tag.attributes)) find(what);
  });
  parser.on("closetag", () => void depth--);
  // The text of <style>, and of anything else: there is no harm in being told of "@import" there.
  const checkText = (words: string): void => {
    const outside = findOutside(words);
    if (outside !== "") find(outside);
  };
  parser.on("text", checkText);
  parser.on("cdata", checkText);
  parser.write(text).close();
  return fault;
}

function* findIn(element: string, attributes: Record<string, string>): Generator<string> {
  for (const [attribute, value] of Object.entries(attributes)) {
    const name = localName(attribute);
    const address = value.replace(/[\s\u0000-\u001f]/g, "");
    if (/^xmlns(?::|$)/.test(attribute)) continue;
    if (name.startsWith("on")) yield `an event handler "${attribute}"`;
    else if (/^(?:java|vb|live)script:/i.test(address)) yield `a script in "${attribute}"`;
    else if (name === "href" || name === "src") {
      // A link of a drawing leads nowhere while it is shown as a picture, and loads nothing.
      const isLink = localName(element) === "a" && /^https?:/i.test(address);
      if (address !== "" && !address.startsWith("#") && !inner.test(address) && !isLink)
        yield `a reference to "${address.slice(0, 60)}"`;
    } else if (name === "attributename" && /^(?:[\w-]+:)?(?:href|on\w*)$/i.test(address))
      yield `an animation of "${value}"`;
    else if (references.test(name) && /^data:/i.test(address) && !inner.test(address))
      yield `a document in "${attribute}"`;
    else {
      const outside = findOutside(value);
      if (outside !== "") yield outside;
    }
  }
}

/** What CSS, or an attribute that takes `url(…)`, would fetch; "" where nothing. */
function findOutside(css: string): string {
  // Escapes such as `\75rl` mean letters to a browser.
  const plain = css
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
    )
    .replace(/\/\*[\s\S]*?\*\//g, "");
  if (/@import/i.test(plain)) return 'an "@import"';
  for (const [, address = ""] of plain.matchAll(/(?:url|image|image-set|src)\(\s*["']?([^"')]*)/gi)) {
    if (!address.trim().startsWith("#") && !inner.test(address.trim()))
      return `a reference to "${address.trim().slice(0, 60)}"`;
  }
  return "";
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1).toLowerCase();
}
