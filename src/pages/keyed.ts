// How a model enters the keys of pages: as less than all of it, where less stands for the whole.
import { hash } from "node:crypto";

/**
 * Lets `model` serialise as what `toKey` returns, which must differ whenever any field does.
 * Sent to another process it arrives as the plain object that it is.
 */
export function keyedBy<T extends object>(model: T, toKey: () => unknown): T {
  return Object.defineProperty(model, "toJSON", { value: toKey });
}

/** For models that stand on many pages: serialises as the digest of what `toKey` returns, made once. */
export function digestedBy<T extends object>(model: T, toKey: () => unknown): T {
  let digest = "";
  return keyedBy(model, () => {
    if (digest === "") digest = hash("sha256", JSON.stringify(toKey()), "base64");
    return digest;
  });
}
