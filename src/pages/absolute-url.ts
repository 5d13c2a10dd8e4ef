// Addresses with origin and base path, for those who read a page elsewhere.

/** Whether an address names its scheme: `https://…`, `mailto:…`. */
export function isAbsolute(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** `url`: a path without the base path, or an address that is absolute already. */
export function absoluteUrl(url: string, { origin, basePath }: { origin: string; basePath: string }): string {
  return isAbsolute(url) ? url : origin + basePath + url;
}
