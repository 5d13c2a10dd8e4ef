// Reads XML 1.0 with namespaces as strictly as the standard is, and says what keeps a text from being well-formed.
import { SaxesParser } from "saxes";

const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** "" for a well-formed document; else the first fault, with its place. */
export function findXmlFault(text: string): string {
  if (!/^<\?xml version="1\.0" encoding="utf-8"\?>/.test(text)) return "the declaration is not the first thing";
  if (halfCharacter.test(text)) return "half a character";
  let fault = "";
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", ({ message }) => {
    if (fault === "") fault = message;
  });
  parser.write(text).close();
  return fault;
}
