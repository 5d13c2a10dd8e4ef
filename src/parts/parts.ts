// The one idea of the house: what a site is made of comes in parts, and every part is known by its digest.
import { hash } from "node:crypto";

/**
 * A piece of a site: a post's front matter, a section, a story's card, a page's model.
 * Equal digests, equal values; the value is made when it is first read, and most are never read.
 */
export interface Part<T> {
  readonly digest: string;
  readonly value: T;
}

/** Named parts, of which another one is made. */
export type Members = Readonly<Record<string, Part<unknown>>>;

/** What `join` makes of members: an object with their values under their names. */
export type ValuesOf<M extends Members> = { readonly [K in keyof M]: M[K] extends Part<infer T> ? T : never };

/** The first 32 hex digits of SHA-256. */
export function digestOf(content: Uint8Array | string): string {
  return hash("sha256", content, "hex").slice(0, 32);
}

/** What is no longer than this stands for itself: hashing it would save nothing. In UTF-16 units. */
const shortest = 64;

const digestText = (text: string): string => (text.length > shortest ? digestOf(text) : text);

class LazyPart<T> implements Part<T> {
  readonly digest: string;
  #make: (() => T) | null;
  #value: T | undefined;

  constructor(digest: string, make: () => T) {
    this.digest = digest;
    this.#make = make;
  }

  get value(): T {
    if (this.#make !== null) {
      this.#value = this.#make();
      this.#make = null;
    }
    return this.#value as T;
  }
}

/** Plain data, known by its JSON. */
export function leaf<T>(value: T): Part<T> {
  return { digest: digestText(JSON.stringify(value)), value };
}

/** Plain data that lies elsewhere: `digest` is `digestOf` its JSON. `read` fetches it, each time anew: thousands may be read, and few twice. */
export function stored<T>(digest: string, read: () => T): Part<T> {
  return {
    digest,
    get value() {
      return read();
    },
  };
}

/** One part of several, known by the names and digests of its members. */
export function join<M extends Members>(members: M): Part<ValuesOf<M>> {
  return new LazyPart(digestOfMembers(members), () => valuesOf(members));
}

/** As `join`, for what waits by the thousand: its members are made for the digest, and once more for the value. */
export function joinLate<M extends Members>(make: () => M): Part<ValuesOf<M>> {
  return new LazyPart(digestOfMembers(make()), () => valuesOf(make()));
}

export function digestOfMembers(members: Members): string {
  let text = "{";
  for (const name in members) text += `${name} ${members[name]?.digest} `;
  return digestText(`${text}}`);
}

/** Parts in their order. */
export function list<T>(parts: readonly Part<T>[]): Part<readonly T[]> {
  let text = "[";
  for (const { digest } of parts) text += `${digest} `;
  return new LazyPart(digestText(`${text}]`), () => parts.map(({ value }) => value));
}

/**
 * A part seen in another way, under the same digest. `see` belongs to the code, which is in the key of every page: it must be a function
 * of the module that knows nothing but its argument. A test holds all calls to that.
 */
export function view<T, U>(part: Part<T>, see: (value: T) => U): Part<U> {
  return new LazyPart(part.digest, () => see(part.value));
}

export function valuesOf<M extends Members>(members: M): ValuesOf<M> {
  const values: Record<string, unknown> = {};
  for (const name in members) values[name] = members[name]?.value;
  return values as ValuesOf<M>;
}
