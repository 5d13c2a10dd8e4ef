// Tells what kind of address a link or a picture names, as a browser would read it.

/** `local` and `empty` stay inside the publication; `forbidden` has a scheme that must not come out. */
export type TargetKind = "local" | "fragment" | "external" | "forbidden" | "empty";

/** The schemes a link may have. */
export const linkSchemes = ["http", "https", "mailto", "tel"];

/** Never printed, whatever the policy: what they name is run, not opened. */
const runnableSchemes = ["javascript", "vbscript", "data"];

// Browsers drop tabs and line ends anywhere in an address, and controls and spaces before it.
function asBrowserReads(target: string): string {
  return target.replace(/[\t\n\r]/g, "").replace(/^[\u0000-\u0020\u007f\u00a0\ufeff]+/, "");
}

/** The scheme in lower case without its colon, or "". */
export function schemeOf(target: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(asBrowserReads(target))?.[1]?.toLowerCase() ?? "";
}

/** `isTrusted` lets every scheme through but those that run. */
export function classifyTarget(target: string, isTrusted = false): TargetKind {
  const address = asBrowserReads(target);
  const scheme = schemeOf(target);
  if (scheme !== "") {
    if (linkSchemes.includes(scheme)) return "external";
    return isTrusted && !runnableSchemes.includes(scheme) ? "external" : "forbidden";
  }
  if (address === "") return "empty";
  if (address.startsWith("#")) return "fragment";
  return /^[\\/]{2}/.test(address) ? "external" : "local";
}

/** A local target with its percent-escapes decoded, but for those that mean something in an address (`%23`, `%2F`, `%3F`). */
export function decodeTarget(target: string): string {
  if (!target.includes("%")) return target;
  try {
    const decoded = decodeURI(target);
    // `java%73cript:` is a file's name as written and a script once decoded.
    return classifyTarget(decoded) === "local" && !/[\u0000-\u001f\u007f]/.test(decoded) ? decoded : target;
  } catch {
    // Not an escape after all, as in "100%.md": the author means the letters.
    return target;
  }
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
