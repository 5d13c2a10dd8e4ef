// What raw HTML may hold: the default allowlist of hast-util-sanitize, with what prose and Broadsheet's own output need.
import { defaultSchema, type Schema } from "hast-util-sanitize";
import { linkSchemes } from "../targets.ts";
import { words } from "../words.ts";

// On any element. Left out of the default: names, form fields, image maps and old ways of styling.
const everywhere = words(`
  abbr align ariaDescribedBy ariaHidden ariaLabel ariaLabelledBy border cellPadding cellSpacing cite className colSpan
  dateTime dir headers height hrefLang id lang open rowSpan scope span start summary title vAlign width
`);

const more = words(`
  abbr address aside bdi bdo caption center cite col colgroup dfn figcaption figure label mark small time u wbr
`);

/** For `safe` and `strict`. */
export const schema: Schema = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), ...more].filter((name) => name !== "picture" && name !== "source"),
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
  // Their content is no prose and goes with them.
  strip: words(`
    applet audio canvas frameset iframe math noembed noframes noscript object plaintext script select style svg template
    textarea title video xmp
  `),
};
