// What raw HTML may hold: the default allowlist of hast-util-sanitize, with what prose and Broadsheet's own output need.
import { defaultSchema, type Schema } from "hast-util-sanitize";
import { linkSchemes } from "../targets.ts";

// On any element. Left out of the default: names, form fields, image maps and old ways of styling.
const everywhere = [
  "abbr",
  "align",
  "border",
  "cellPadding",
  "cellSpacing",
  "summary",
  "ariaHidden",
  "ariaLabel",
  "ariaLabelledBy",
  "ariaDescribedBy",
  "cite",
  "className",
  "colSpan",
  "dateTime",
  "dir",
  "headers",
  "hrefLang",
  "id",
  "lang",
  "open",
  "rowSpan",
  "scope",
  "span",
  "start",
  "title",
  "vAlign",
  "width",
  "height",
];

const more = [
  "abbr",
  "address",
  "aside",
  "bdi",
  "bdo",
  "caption",
  "center",
  "cite",
  "col",
  "colgroup",
  "dfn",
  "figcaption",
  "figure",
  "label",
  "mark",
  "small",
  "time",
  "u",
  "wbr",
];

const dropped = new Set(["picture", "source"]);

/** Elements whose content is no prose and goes with them. */
const stripped = [
  "script",
  "style",
  "template",
  "noscript",
  "noembed",
  "noframes",
  "iframe",
  "object",
  "applet",
  "audio",
  "video",
  "canvas",
  "svg",
  "math",
  "select",
  "textarea",
  "title",
  "xmp",
  "plaintext",
  "frameset",
];

/** For `safe` and `strict`. */
export const schema: Schema = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), ...more].filter((name) => !dropped.has(name)),
  attributes: {
    "*": everywhere,
    a: ["href", "rel", ["target", "_blank"], ["role", "doc-noteref", "doc-backlink"]],
    blockquote: ["cite"],
    div: [
      ["role", "region"],
      ["tabIndex", 0],
    ],
    img: ["alt", "src"],
    input: [["type", "checkbox"], ["disabled", true], "checked"],
    li: ["value"],
    ol: ["reversed", "type"],
    pre: [["tabIndex", 0]],
    section: [["role", "doc-endnotes"]],
  },
  ancestors: { ...defaultSchema.ancestors, caption: ["table"], col: ["table"], colgroup: ["table"] },
  // Ids stay as written: pages do not use the ids that `Identifiers` gives to bodies.
  clobber: [],
  clobberPrefix: "",
  // A picture from elsewhere is reported where it becomes a slot.
  protocols: { href: linkSchemes, cite: ["http", "https"], src: ["http", "https", "data"] },
  strip: stripped,
};
