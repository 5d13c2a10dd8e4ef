// Checks a drawing: one that runs, fetches or cannot be read is not published, since it would do so on the site's own origin.
import { SaxesParser } from "saxes";

/** Elements that run, or that bring HTML and other documents in. */
const forbidden = /^(?:script|foreignobject|iframe|object|embed|audio|video|handler|listener)$/;
/** Attributes that name what is to be loaded or opened. */
const references = /^(?:data|from|to|values|by)$/;
/** Pictures within the drawing itself; an SVG in it could be anything again. */
const inner = /^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/i;

/** What is wrong with the drawing, as `PictureFacts.fault`; "" where nothing is. Pure. */
export function checkSvg(text: string): string {
  const parser = new SaxesParser();
  let fault = "";
  let depth = 0;
  const find = (what: string): void => {
    if (what !== "") fault ||= `holds ${what} in line ${parser.line}; remove it, or save the drawing again without`;
  };
  parser.on("error", ({ message }) => {
    fault ||= `is no well-formed SVG (${message}); save it again`;
  });
  // An entity can hide, or be, anything.
  parser.on("doctype", (doctype) => find(/\[|<!/.test(doctype) ? "a document type with declarations" : ""));
  parser.on("processinginstruction", ({ target }) =>
    find(/^xml-stylesheet$/i.test(target) ? "a reference to a style sheet" : ""),
  );
  parser.on("opentag", ({ name, attributes }) => {
    const element = localName(name);
    if (depth++ === 0 && element !== "svg") fault ||= `is no SVG, but "${element}"; save it as one`;
    if (forbidden.test(element)) find(`an element "${name}"`);
    for (const [attribute, value] of Object.entries(attributes)) find(findInAttribute(element, attribute, value));
  });
  parser.on("closetag", () => void depth--);
  // The text of <style>, and of anything else: there is no harm in being told of "@import" there.
  parser.on("text", (words) => find(findOutside(words)));
  parser.on("cdata", (words) => find(findOutside(words)));
  parser.write(text).close();
  return fault;
}

/** What an attribute would run or fetch; "" where nothing. */
function findInAttribute(element: string, attribute: string, value: string): string {
  if (/^xmlns(?::|$)/.test(attribute)) return "";
  const name = localName(attribute);
  const address = value.replace(/[\s\u0000-\u001f]/g, "");
  if (name.startsWith("on")) return `an event handler "${attribute}"`;
  if (/^(?:java|vb|live)script:/i.test(address)) return `a script in "${attribute}"`;
  if (name === "href" || name === "src") {
    // A link of a drawing leads nowhere while it is shown as a picture, and loads nothing.
    const isLink = element === "a" && /^https?:/i.test(address);
    const isInside = address === "" || address.startsWith("#") || inner.test(address);
    return isLink || isInside ? "" : `a reference to "${address.slice(0, 60)}"`;
  }
  if (name === "attributename" && /^(?:[\w-]+:)?(?:href|on\w*)$/i.test(address)) return `an animation of "${value}"`;
  if (references.test(name) && /^data:/i.test(address) && !inner.test(address)) return `a document in "${attribute}"`;
  return findOutside(value);
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
  for (const [, written = ""] of plain.matchAll(/(?:url|image|image-set|src)\(\s*["']?([^"')]*)/gi)) {
    const address = written.trim();
    if (!address.startsWith("#") && !inner.test(address)) return `a reference to "${address.slice(0, 60)}"`;
  }
  return "";
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1).toLowerCase();
}
