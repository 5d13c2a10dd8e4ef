// Holds a text to JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string" && value !== "";
const isAddress: Check = (value) => typeof value === "string" && /^https?:\/\//.test(value) && URL.canParse(value);
const isInstant: Check = (value) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value);
const isLanguage: Check = (value) => typeof value === "string" && Intl.getCanonicalLocales(value).length === 1;
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(check);

interface Shape {
  fields: Record<string, Check>;
  required: string[];
}

const author: Shape = { fields: { name: isText, url: isAddress, avatar: isAddress }, required: [] };
const hub: Shape = { fields: { type: isText, url: isAddress }, required: ["type", "url"] };
const attachment: Shape = {
  fields: {
    url: isAddress,
    mime_type: (value) => isText(value) && /^\w+\/[\w.+-]+$/.test(String(value)),
    size_in_bytes: isCount,
    title: isText,
  },
  required: ["url", "mime_type"],
};
const is =
  (shape: Shape): Check =>
  (value) =>
    findFaults(value, shape, "").length === 0;

const item: Shape = {
  fields: {
    id: isAddress,
    url: isAddress,
    title: (value) => typeof value === "string",
    content_html: isText,
    summary: isText,
    image: isAddress,
    date_published: isInstant,
    date_modified: isInstant,
    authors: listOf(is(author)),
    tags: listOf(isText),
    language: isLanguage,
    attachments: listOf(is(attachment)),
  },
  required: ["id", "content_html", "date_published", "authors"],
};

const feed: Shape = {
  fields: {
    version: (value) => value === "https://jsonfeed.org/version/1.1",
    title: isText,
    home_page_url: isAddress,
    feed_url: isAddress,
    description: isText,
    icon: isAddress,
    favicon: isAddress,
    authors: listOf(is(author)),
    language: isLanguage,
    hubs: listOf(is(hub)),
    items: Array.isArray,
  },
  required: ["version", "title", "items", "home_page_url", "feed_url"],
};

function findFaults(value: unknown, { fields, required }: Shape, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no object`];
  const missing = required.filter((key) => !Object.hasOwn(value, key)).map((key) => `${path}.${key} is missing`);
  const wrong = Object.entries(value).flatMap(([key, entry]) => {
    // Extensions start so, and are objects.
    if (key.startsWith("_")) return typeof entry === "object" && entry !== null ? [] : [`${path}.${key} is no object`];
    const check = fields[key];
    if (check === undefined) return [`${path}.${key} is no field of JSON Feed`];
    return check(entry) ? [] : [`${path}.${key} is ${JSON.stringify(entry)?.slice(0, 80)}`];
  });
  return [...missing, ...wrong];
}

/** Empty for a sound feed. Throws on what is no JSON. */
export function findJsonFeedFaults(text: string): string[] {
  const value = JSON.parse(text) as { items?: unknown[] };
  const items = Array.isArray(value.items) ? value.items : [];
  return [
    ...findFaults(value, feed, "feed"),
    ...items.flatMap((entry, index) => findFaults(entry, item, `items[${index}]`)),
  ];
}
