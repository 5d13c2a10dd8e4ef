// Looks at a built site as readers and crawlers do: parses every page and follows every address in it.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Element, Root, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";

export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

export function listFiles(folder: string, ending = ""): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending) && statSync(join(folder, path)).isFile())
    .sort();
}

/** Every element of a page, in the order of the document; those of the class `without`, and what is in them, are left out. */
export function elementsOf(html: string, without = ""): Element[] {
  const elements: Element[] = [];
  const visit = (node: Root | RootContent): void => {
    if (node.type === "element") {
      if (without !== "" && hasClass(node, without)) return;
      elements.push(node);
    }
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(fromHtml(html));
  return elements;
}

export function hasClass(element: Element, name: string): boolean {
  const { className } = element.properties;
  return Array.isArray(className) && className.includes(name);
}

/** The text of an element, without tags. */
export function textOf(node: RootContent): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

interface Reference {
  element: string;
  address: string;
}

/** What `href`, `src` and `srcset` of a page's elements say. */
export function referencesOf(html: string, without = ""): Reference[] {
  return elementsOf(html, without).flatMap(({ tagName, properties }) => {
    const set =
      typeof properties.srcSet === "string"
        ? properties.srcSet.split(",").map((part) => part.trim().split(/\s+/)[0] ?? "")
        : [];
    return [properties.href, properties.src, ...set]
      .filter((address) => typeof address === "string")
      .map((address) => ({ element: tagName, address }));
  });
}

/**
 * Addresses of the site's own origin, in any page, that lead to no file of the output folder or to no element of a page.
 * `site` is origin and base path: `https://x.example/news`. Elements of the class `without` are not looked at.
 */
export function findDeadLinks(folder: string, site: string, without = ""): string[] {
  const { origin, pathname } = new URL(`${site}/`);
  const dead: string[] = [];
  const identifiers = new Map<string, Set<string>>();
  const idsOf = (path: string): Set<string> => {
    let ids = identifiers.get(path);
    if (ids === undefined)
      identifiers.set(
        path,
        (ids = new Set(elementsOf(read(folder, path)).map(({ properties }) => String(properties.id ?? "")))),
      );
    return ids;
  };
  for (const path of listFiles(folder, ".html")) {
    const page = new URL(
      path
        .replace(/(?:^|(?<=\/))index\.html$/, "")
        .split("/")
        .map(encodeURIComponent)
        .join("/"),
      `${origin}${pathname}`,
    );
    for (const { element, address } of referencesOf(read(folder, path), without)) {
      if (!URL.canParse(address, page)) {
        dead.push(`${path}: <${element}> ${address}: no address`);
        continue;
      }
      const url = new URL(address, page);
      if (url.origin !== origin) continue;
      const target = url.pathname.startsWith(pathname)
        ? fileOf(folder, decodeURIComponent(url.pathname.slice(pathname.length)))
        : "";
      const fragment = decodeURIComponent(url.hash.slice(1));
      if (target === "") dead.push(`${path}: <${element}> ${address}: no file`);
      else if (fragment !== "" && target.endsWith(".html") && !idsOf(target).has(fragment))
        dead.push(`${path}: <${element}> ${address}: no element`);
    }
  }
  return dead;
}

/** The file that a host serves for a path, or "". */
export function fileOf(folder: string, path: string): string {
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  return existsSync(join(folder, file)) && statSync(join(folder, file)).isFile() ? file : "";
}

/** Elements of each page that bear an id which another has already. */
export function findRepeatedIds(folder: string): string[] {
  return listFiles(folder, ".html").flatMap((path) => {
    const ids = elementsOf(read(folder, path)).flatMap(({ properties }) =>
      typeof properties.id === "string" ? [properties.id] : [],
    );
    return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${path}: ${id}`);
  });
}

/** The nodes of a page's JSON-LD, in their order; null on a page without any. Throws on more than one script and on what is no JSON. */
export function structuredDataOf(html: string): DataNode[] | null {
  const scripts = elementsOf(html).filter(
    ({ tagName, properties }) => tagName === "script" && properties.type === "application/ld+json",
  );
  if (scripts.length > 1) throw new Error(`${scripts.length} scripts of JSON-LD`);
  const [script] = scripts;
  if (script === undefined) return null;
  const data = JSON.parse(textOf(script)) as { "@context": string; "@graph": DataNode[] };
  if (data["@context"] !== "https://schema.org") throw new Error(`the context is ${data["@context"]}`);
  return data["@graph"];
}

/** A node of JSON-LD. */
export interface DataNode {
  "@type": string;
  [property: string]: unknown;
}

/** `name` or `property` → contents of a page's `<meta>`, in their order. */
export function metaOf(html: string): Map<string, string[]> {
  const metas = new Map<string, string[]>();
  for (const { tagName, properties } of elementsOf(html)) {
    const name = String(properties.name ?? properties.property ?? "");
    if (tagName === "meta" && name !== "") metas.set(name, [...(metas.get(name) ?? []), String(properties.content)]);
  }
  return metas;
}
