// Reads an earlier address of a post: a path that a file can be written for, in one spelling.
import { quote } from "../problems.ts";
import { nameOf, type Reader, report } from "./readers.ts";
import { filledLine } from "./text-readers.ts";

/** File systems hold names of 255 bytes. */
const longestPart = 200;

/** A path with leading "/", percent-escapes decoded, NFC; a trailing "/" is kept. */
export const redirectPath: Reader<string> = (value, reading) => {
  const text = filledLine(1_000)(value, reading);
  if (text === undefined) return undefined;
  const name = `${nameOf(reading)} ${quote(text)}`;
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(text))
    return report(reading, `${name} is a whole address; write its path alone: /2020/old-name/`);
  if (!text.startsWith("/")) return report(reading, `${name} does not start with "/"; write /2020/old-name/`);
  if (/[?#]/.test(text)) return report(reading, `${name} has a query or fragment; write the path alone`);
  const path = decode(text);
  if (path === null) return report(reading, `${name} has a "%" that is no escape; write %25 for a percent sign`);
  // Decoded now, so that %2e%2e, %00 and %5c are seen for what they are. "*" would match other pages' addresses in redirect tables.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\\?#*]/.test(path) || path.split("/").length !== text.split("/").length)
    return report(reading, `${name} has a character that no page's address has; write the path as browsers show it`);
  const parts = path.slice(1).split("/");
  if (parts.at(-1) === "") parts.pop();
  if (parts.length === 0) return report(reading, `${name} is the front page; name an earlier address of this post`);
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return report(reading, `${name} has an empty part, "." or ".."; write the path that readers used`);
  if (parts.some((part) => Buffer.byteLength(part) > longestPart))
    return report(reading, `${name} has a part longer than ${longestPart} bytes; no file can bear that name`);
  return path;
};

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text).normalize("NFC");
  } catch {
    return null;
  }
}
