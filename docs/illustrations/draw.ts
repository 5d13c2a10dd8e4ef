// Draws the sample publication's pictures: `node --import tsx docs/illustrations/draw.ts` writes them beside the posts; the same seeds give the same bytes.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { drawLens, drawPaper, drawSprings } from "./diagrams.ts";
import { palettes, seedRandom } from "./ink.ts";
import { drawDesk, drawLogo, drawPortrait } from "./marks.ts";
import { drawClock, drawFeed, drawFrontPage, drawLoaf, drawPencil } from "./objects.ts";
import { drawGauge, drawLighthouse, drawShip, drawSteel, drawTide } from "./places.ts";

const largest = 6 * 1024;

const pictures: Record<string, (random: () => number) => string> = {
  "2026/steel-for-a-quota/coils.svg": drawSteel,
  "2026/how-a-tide-table-is-made/harbour.svg": drawTide,
  "2026/how-a-tide-table-is-made/springs-and-neaps.svg": drawSprings,
  "2026/what-a-leap-second-is/clock.svg": drawClock,
  "2026/why-a-river-gauge-reads-as-it-does/gauge.svg": drawGauge,
  "2026/bread-is-a-weather-report/loaf.svg": drawLoaf,
  "2026/how-the-box-moved-the-ports/ship.svg": drawShip,
  "2026/how-a-lighthouse-lens-works/lighthouse.svg": drawLighthouse,
  "2026/how-a-lighthouse-lens-works/lens.svg": drawLens,
  "2026/how-paper-got-its-sizes/sheets.svg": drawPaper,
  "2026/the-pencil-reviewed/pencil.svg": drawPencil,
  "2026/how-a-front-page-is-made/front-page.svg": drawFrontPage,
  "2026/how-a-feed-reader-works/feed.svg": drawFeed,
  "images/logo.svg": drawLogo,
  "images/asha-example.svg": (random) => drawPortrait(palettes.culture, "long", random),
  "images/tomas-sample.svg": (random) => drawPortrait(palettes.technology, "short", random),
  "images/desk.svg": () => drawDesk(palettes.technology, "rules"),
  "images/world-desk.svg": () => drawDesk(palettes.world, "globe"),
  "images/business-desk.svg": () => drawDesk(palettes.business, "bars"),
  "images/science-desk.svg": () => drawDesk(palettes.science, "orbit"),
  "images/culture-desk.svg": () => drawDesk(palettes.culture, "book"),
  "images/technology-desk.svg": () => drawDesk(palettes.technology, "nodes"),
};

const posts = join(import.meta.dirname, "../../posts");
for (const [file, draw] of Object.entries(pictures)) {
  const picture = draw(seedRandom(file));
  if (picture.length > largest)
    throw new Error(`${file} has ${picture.length} bytes; at most ${largest} are allowed: draw fewer shapes`);
  mkdirSync(dirname(join(posts, file)), { recursive: true });
  writeFileSync(join(posts, file), picture);
}
