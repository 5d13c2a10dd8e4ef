// Objects that stand on many pages: a page's key needs their bytes only once.
import { hash } from "node:crypto";

/** Sent to another process it arrives as a plain object. */
class Digested {
  #digest = "";
  readonly #fields: object;

  constructor(fields: object) {
    this.#fields = fields;
    Object.assign(this, fields);
  }

  toJSON(): string {
    if (this.#digest === "") this.#digest = hash("sha256", JSON.stringify(this.#fields), "base64");
    return this.#digest;
  }
}

/** `fields` as an object that JSON.stringify writes as a digest of them, as it does a body. */
export function serialiseAsDigest<T extends object>(fields: T): T {
  return new Digested(fields) as unknown as T;
}
