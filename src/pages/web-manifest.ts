// `/site.webmanifest` (https://www.w3.org/TR/appmanifest/) and the icon that it shares with every page's head.

import { type Picture, pictureOf } from "../edition/cards.ts";
import { direction } from "../edition/direction.ts";
import type { Edition } from "../edition/edition.ts";
import { publishPicture } from "../edition/media.ts";
import { pictureType } from "./picture-type.ts";

/** A publication's icon is its publisher's logo as it is: Broadsheet draws none. */
export interface Icon {
  /** Without the base path. */
  url: string;
  type: string;
  /** `any` of a drawing, `512x512` of a picture; "" where unknown. */
  sizes: string;
}

/** `--paper` of src/styles/tokens.css, by day: a manifest has one colour. */
const paper = "#ffffff";

/** The publisher's logo, or null. */
export function logoOf(edition: Edition): Picture | null {
  const { name, logo } = edition.publication.site.publisher;
  return logo === ""
    ? null
    : pictureOf(
        publishPicture(
          { source: logo, alt: name, caption: "", credit: "" },
          edition.mediaLookup,
          edition.recipe,
          "icon",
        ),
      );
}

export function iconOf(logo: Picture | null): Icon | null {
  if (logo === null) return null;
  const { url, width, height } = logo;
  const type = pictureType(url);
  const sizes = width > 0 && height > 0 ? `${width}x${height}` : "";
  return { url, type, sizes: type === "image/svg+xml" ? "any" : sizes };
}

/** The text of the file. */
export function webManifest(edition: Edition): string {
  const { title, description, language, basePath } = edition.publication.site;
  const icon = iconOf(logoOf(edition));
  const manifest = {
    id: `${basePath}/`,
    name: title,
    description: description === "" ? undefined : description,
    lang: language,
    dir: direction(language),
    start_url: `${basePath}/`,
    scope: `${basePath}/`,
    display: "minimal-ui",
    background_color: paper,
    theme_color: paper,
    icons:
      icon === null
        ? undefined
        : [{ src: basePath + icon.url, type: icon.type, sizes: icon.sizes === "" ? undefined : icon.sizes }],
  };
  return `${JSON.stringify(manifest, null, 1)}\n`;
}
