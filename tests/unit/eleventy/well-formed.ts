// A strict reader of XML 1.0 with namespaces: says what keeps a text from being well-formed.

const name = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const attribute = new RegExp(`\\s+(${name})\\s*=\\s*("[^"<]*"|'[^'<]*')`, "g");
const tag = new RegExp(`^<(/?)(${name})((?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`);
const reference = /&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);/g;
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

interface Open {
  name: string;
  prefixes: Set<string>;
}

/** "" for a well-formed document; else the first fault, with what follows it. */
export function findXmlFault(text: string): string {
  const declaration = /^<\?xml version="1\.0" encoding="utf-8"\?>\s*/.exec(text);
  if (declaration === null) return "the declaration is not the first thing";
  if (forbidden.test(text)) return "a character that XML has no way to write";
  const open: Open[] = [{ name: "", prefixes: new Set(["xml"]) }];
  let roots = 0;
  for (let at = declaration[0].length; at < text.length; ) {
    const fault = (what: string): string => `${what}: ${text.slice(at, at + 120)}`;
    const parent = open.at(-1) as Open;
    const rest = text.slice(at, at + 20_000);
    if (rest.startsWith("<")) {
      const [whole, closing = "", tagName = "", attributes = "", selfClosing = ""] = tag.exec(rest) ?? [];
      if (whole === undefined) return fault("no tag");
      at += whole.length;
      if (closing === "/") {
        if (open.length === 1 || open.pop()?.name !== tagName) return fault(`</${tagName}> closes nothing`);
        continue;
      }
      if (open.length === 1 && ++roots > 1) return fault("a second root");
      const names = [...attributes.matchAll(attribute)].map(([, attributeName = ""]) => attributeName);
      if (new Set(names).size < names.length) return fault("an attribute twice");
      const prefixes = new Set([...parent.prefixes, ...names.filter((entry) => entry.startsWith("xmlns:")).map((entry) => entry.slice(6))]);
      for (const used of [tagName, ...names.filter((entry) => !entry.startsWith("xmlns"))]) {
        if (used.includes(":") && !prefixes.has(used.split(":", 1)[0] ?? "")) return fault(`${used} has no namespace`);
      }
      if (hasBareAmpersand(attributes)) return fault("a bare & in an attribute");
      if (selfClosing === "") open.push({ name: tagName, prefixes });
      continue;
    }
    const next = text.indexOf("<", at);
    const content = text.slice(at, next === -1 ? undefined : next);
    if (open.length === 1 && content.trim() !== "") return fault("text outside the root");
    if (hasBareAmpersand(content)) return fault("a bare &");
    if (content.includes("]]>")) return fault("]]> in text");
    at += content.length;
  }
  if (open.length > 1) return `<${open.at(-1)?.name}> is not closed`;
  return roots === 1 ? "" : "no root";
}

function hasBareAmpersand(text: string): boolean {
  return text.replace(reference, "").includes("&");
}
