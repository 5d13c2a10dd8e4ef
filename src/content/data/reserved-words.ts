// First parts of addresses that Broadsheet or its service answers itself: no section can have them.
export const reservedWords: ReadonlySet<string> = new Set([
  "archive",
  "assets",
  "authors",
  "corrections",
  "desk",
  "feeds",
  "media",
  "most-read",
  "search",
  "tags",
  "v1",
]);
