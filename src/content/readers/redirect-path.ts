// Reads an earlier address of a post: a path that a file can be written for, in one spelling.
import { refine, refuseText } from "./readers.ts";
import { isShortEnough, longestPart } from "./slug.ts";
import { filledLine, wholeAddress } from "./text-readers.ts";

/** A path with leading "/", percent-escapes decoded, NFC; a trailing "/" is kept. */
export const redirectPath = refine(filledLine(1_000), (text, reading) => {
  const fail = (what: string): undefined => refuseText(reading, text, what);
  if (wholeAddress.test(text)) return fail("is a whole address; write its path alone: /2020/old-name/");
  if (!text.startsWith("/")) return fail('does not start with "/"; write /2020/old-name/');
  if (/[?#]/.test(text)) return fail("has a query or fragment; write the path alone");
  let path: string;
  try {
    path = decodeURIComponent(text).normalize("NFC");
  } catch {
    return fail('has a "%" that is no escape; write %25 for a percent sign');
  }
  // Decoded now, so that %2e%2e, %00 and %5c are seen for what they are. "*" would match other pages' addresses in redirect tables.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\\?#*]/.test(path) || path.split("/").length !== text.split("/").length)
    return fail("has a character that no page's address has; write the path as browsers show it");
  const parts = path.replace(/\/$/, "").split("/").slice(1);
  if (parts.length === 0) return fail("is the front page; name an earlier address of this post");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return fail('has an empty part, "." or ".."; write the path that readers used');
  if (!parts.every(isShortEnough))
    return fail(`has a part longer than ${longestPart} bytes; no file can bear that name`);
  return path;
});
