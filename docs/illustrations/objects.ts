// Illustrations of one thing on a table: clock, loaf, pencil, newspaper, feed.
import {
  circle,
  group,
  hills,
  line,
  palettes,
  path,
  pointAt,
  polygon,
  type Random,
  rect,
  round,
  sheet,
  stroke,
} from "./ink.ts";

/** A clock at 23:59:60: sixty ticks, and one more in the accent. */
export function drawClock(random: Random): string {
  const { tones, accent, glow } = palettes.science;
  const [x, y] = [600, 372];
  const ticks = Array.from({ length: 60 }, (_, second) =>
    line(pointAt(x, y, second % 5 ? 222 : 206, second * 6), pointAt(x, y, 240, second * 6)),
  ).join("");
  const trails = Array.from({ length: 5 }, (_, index) => line([x, y], pointAt(x, y, 205, -2 - index * 6))).join("");
  const orbit = Array.from({ length: 4 }, (_, index) =>
    circle(
      x,
      y,
      330 + index * 92,
      "none",
      ` stroke="${tones[2]}" stroke-width="${3 + index * 2}" stroke-dasharray="${round(4 + random() * 6)} ${round(16 + random() * 10)}"`,
    ),
  );
  return sheet(
    tones[1],
    circle(x, y, 620, "hsl(176 24% 78%)"),
    circle(x, y, 470, tones[2], ' opacity=".55"'),
    ...orbit,
    circle(x, y, 292, tones[5]),
    circle(x, y, 270, tones[4]),
    circle(x, y, 258, tones[0]),
    stroke(ticks, tones[5], 5),
    polygon(
      [
        [584, 40],
        [616, 40],
        [606, 128],
        [594, 128],
      ],
      accent,
    ),
    circle(600, 40, 16, accent),
    stroke(trails, glow, 6),
    stroke(line([x, y], pointAt(x, y, 132, 359)), tones[5], 20),
    stroke(line([x, y], pointAt(x, y, 196, 354)), tones[4], 12),
    stroke(line(pointAt(x, y, 50, 180), pointAt(x, y, 236, 0)), accent, 7),
    circle(x, y, 20, tones[5]),
    circle(x, y, 9, accent),
  );
}

/** A loaf on a board before a field of wheat, under sun and shower. */
export function drawLoaf(random: Random): string {
  const { tones, accent, glow } = palettes.business;
  // Drawn once and repeated with <use>, which keeps the file small.
  const grain = "q14 -21 0 -42q-14 21 0 42Z";
  const grains = Array.from(
    { length: 5 },
    (_, index) =>
      `<path d="M0 0${grain}" transform="translate(9 ${-index * 26}) rotate(28)"/><path d="M0 0${grain}" transform="translate(-9 ${-index * 26}) rotate(-28)"/>`,
  ).join("");
  const wheat = `<defs><g id="ear">${grains}<path d="M0 -132${grain}M-3 0H3V420H-3Z"/></g></defs>`;
  const ear = (x: number, y: number, size: number, lean: number, fill: string) =>
    `<use href="#ear" fill="${fill}" transform="translate(${round(x)} ${round(y)}) rotate(${round(lean)}) scale(${round(size)})"/>`;
  const ears = [70, 190, 300, 905, 1010, 1130].map((x, index) =>
    ear(
      x + random() * 20,
      268 + random() * 60,
      0.95 + random() * 0.25,
      (x < 600 ? -7 : 7) + (random() - 0.5) * 8,
      index % 2 ? tones[3] : tones[4],
    ),
  );
  const rain = Array.from(
    { length: 9 },
    (_, index) => `M${round(866 + index * 30)} ${round(176 + random() * 24)}l-12 34`,
  ).join("");
  return sheet(
    tones[0],
    wheat,
    circle(380, 190, 118, glow),
    path("M830 160C830 108 892 96 912 122C930 62 1040 58 1058 114C1100 92 1160 112 1158 160Z", accent),
    stroke(rain, accent, 6),
    hills(random, 400, 26, 5, glow),
    hills(random, 452, 20, 6, tones[1]),
    ...ears,
    rect(0, 560, 1200, 115, tones[5]),
    rect(230, 540, 740, 34, tones[2], ' rx="10"'),
    path("M280 540C240 470 262 352 380 306C500 262 704 262 822 306C940 352 962 470 920 540Z", tones[3]),
    path(
      "M280 540C258 500 254 452 270 408C300 470 420 500 600 500C780 500 900 470 930 408C946 452 942 500 920 540Z",
      tones[4],
    ),
    ...[410, 540, 670, 800].map((x) =>
      path(`M${x - 44} 426C${x - 46} 372 ${x - 8} 312 ${x + 42} 296C${x + 46} 346 ${x + 14} 412 ${x - 44} 426Z`, glow),
    ),
    ...Array.from({ length: 14 }, () => circle(260 + random() * 680, 582 + random() * 60, 3 + random() * 4, tones[2])),
  );
}

/** A sharpened pencil, its line and its shavings. */
export function drawPencil(random: Random): string {
  const { tones, accent } = palettes.culture;
  const shavings = Array.from({ length: 6 }, () => {
    const [x, y, size] = [120 + random() * 320, 110 + random() * 190, 26 + random() * 26];
    return group(
      `translate(${round(x)} ${round(y)}) rotate(${round(random() * 360)}) scale(${round(size / 10)})`,
      path("M-10 0A10 10 0 0 1 10 0L4 0A4 4 0 0 0 -4 0Z", "hsl(34 58% 78%)"),
      path("M-10 0A10 10 0 0 1 10 0L8.4 0A8.4 8.4 0 0 0 -8.4 0Z", accent),
    );
  });
  return sheet(
    tones[0],
    polygon(
      [
        [0, 0],
        [700, 0],
        [240, 675],
        [0, 675],
      ],
      tones[1],
    ),
    ...shavings,
    stroke("M120 566C200 470 262 640 330 548S440 470 474 520", tones[5], 9),
    group(
      "translate(470 524) rotate(-32)",
      polygon(
        [
          [0, 0],
          [150, -62],
          [176, -62],
          [176, 62],
          [150, 62],
        ],
        "hsl(34 58% 78%)",
      ),
      polygon(
        [
          [0, 0],
          [150, 22],
          [176, 22],
          [176, 62],
          [150, 62],
        ],
        "hsl(30 44% 66%)",
      ),
      polygon(
        [
          [0, 0],
          [46, -19],
          [50, 0],
          [46, 19],
        ],
        tones[5],
      ),
      path("M150 -62Q172 -42 150 -22Q176 0 150 22Q172 42 150 62H640V-62Z", accent),
      path("M150 22Q172 42 150 62H640V22Z", "hsl(34 80% 46%)"),
      path("M150 -62Q172 -42 150 -22H640V-62Z", "hsl(46 92% 70%)"),
      rect(640, -64, 92, 128, tones[3]),
      rect(652, -64, 14, 128, tones[1]),
      rect(706, -64, 14, 128, tones[1]),
      path("M732 -60H790C826 -60 826 60 790 60H732Z", "hsl(352 62% 66%)"),
    ),
  );
}

/** A front page on a pile of others: masthead, lead, columns, picture. */
export function drawFrontPage(random: Random): string {
  const { tones, accent } = palettes.culture;
  const lines = (x: number, y: number, width: number, count: number) =>
    Array.from(
      { length: count },
      (_, index) => `M${x} ${y + index * 17}h${round(index === count - 1 ? width * 0.55 : width - random() * 14)}`,
    ).join("");
  return sheet(
    tones[3],
    polygon(
      [
        [0, 520],
        [1200, 360],
        [1200, 675],
        [0, 675],
      ],
      tones[4],
    ),
    group("rotate(11 600 400)", rect(286, 70, 640, 800, tones[2])),
    group("rotate(5 600 400)", rect(286, 62, 640, 800, tones[1])),
    group(
      "rotate(-3 600 400)",
      rect(280, 50, 640, 800, "hsl(280 20% 98%)"),
      rect(312, 78, 576, 5, tones[5]),
      rect(392, 98, 416, 52, tones[5]),
      rect(312, 164, 576, 3, tones[5]),
      rect(312, 171, 576, 3, tones[5]),
      rect(312, 196, 370, 26, tones[4]),
      rect(312, 232, 290, 26, tones[4]),
      rect(312, 280, 372, 240, accent),
      circle(602, 348, 36, "hsl(280 20% 98%)"),
      polygon(
        [
          [312, 520],
          [312, 450],
          [410, 384],
          [492, 454],
          [560, 412],
          [684, 500],
          [684, 520],
        ],
        tones[4],
      ),
      rect(708, 196, 180, 18, tones[3]),
      rect(708, 222, 130, 18, tones[3]),
      rect(708, 404, 180, 18, tones[3]),
      stroke(
        lines(710, 262, 176, 7) + lines(710, 442, 176, 12) + lines(314, 546, 176, 8) + lines(508, 546, 176, 8),
        tones[2],
        7,
      ),
      rect(694, 196, 2, 460, tones[2]),
      rect(708, 388, 180, 3, tones[5]),
    ),
  );
}

/** Pages that radiate from one source in three arcs. */
export function drawFeed(random: Random): string {
  const { tones, accent, glow } = palettes.technology;
  const arcs = [220, 380, 540].map((radius, index) =>
    stroke(
      `M180 ${round(565 - radius)}A${radius} ${radius} 0 0 1 ${180 + radius} 565`,
      index === 1 ? tones[2] : tones[3],
      54,
    ),
  );
  const card = (degrees: number, radius: number, fill: string, width: number) => {
    const [x, y] = pointAt(180, 565, radius, degrees);
    return group(
      `translate(${round(x)} ${round(y)}) rotate(${round((random() - 0.5) * 16)})`,
      rect(-width / 2, -width * 0.65, width, width * 1.3, fill),
      rect(-width / 2 + 12, -width * 0.65 + 14, width - 24, 12, tones[5]),
      stroke(
        `M${-width / 2 + 14} ${round(-width * 0.3)}h${width - 28}m${28 - width} 17h${width - 36}m${36 - width} 17h${width - 28}m${28 - width} 17h${round(width * 0.4)}`,
        tones[2],
        6,
      ),
    );
  };
  return sheet(
    tones[5],
    circle(180, 565, 1060, "hsl(232 40% 22%)"),
    circle(180, 565, 800, tones[4]),
    ...arcs,
    circle(180, 565, 86, accent),
    card(18, 380, tones[0], 108),
    card(64, 380, glow, 108),
    card(40, 560, tones[0], 124),
    card(80, 620, tones[0], 118),
    card(50, 790, glow, 140),
    card(72, 880, tones[0], 136),
    card(60, 1040, tones[0], 150),
  );
}
