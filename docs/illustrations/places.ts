// Illustrations with a horizon: harbour, river, sea, tower, mill.
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
  waves,
} from "./ink.ts";

/** A moon, its path on the water, and a boat that waits for the tide. */
export function drawTide(random: Random): string {
  const { tones, accent, glow } = palettes.science;
  const glints = Array.from({ length: 9 }, (_, row) => {
    const width = 40 + row * 16 + random() * 50;
    return rect(850 - width / 2 + (random() - 0.5) * 30, 404 + row * 24, width, 7, glow, ' rx="3.5"');
  });
  const boat = group(
    "translate(330 418) rotate(-3)",
    path("M-8 0L-8 -250L-150 -30Z", tones[0]),
    path("M6 -12V-222L96 -24Z", glow),
    rect(-4, -262, 8, 270, tones[5]),
    path("M-170 0H150C140 50 110 78 70 80H-100C-140 76 -162 44 -170 0Z", accent),
    path("M-170 0H150L146 16H-167Z", tones[5]),
  );
  return sheet(
    tones[1],
    circle(850, 190, 230, tones[0], ' opacity=".5"'),
    circle(850, 190, 165, tones[0], ' opacity=".8"'),
    circle(850, 190, 104, glow),
    hills(random, 350, 34, 6, tones[2]),
    waves(388, 300, 10, 0, tones[3]),
    ...glints.slice(0, 3),
    boat,
    waves(466, 260, 22, 90, tones[4]),
    ...glints.slice(3, 6),
    waves(548, 320, 26, 200, "hsl(185 38% 25%)"),
    waves(620, 380, 24, 40, tones[5]),
  );
}

/** A staff gauge in a river in spate, below a bridge. */
export function drawGauge(random: Random): string {
  const { tones, accent, glow } = palettes.science;
  const rain = Array.from({ length: 26 }, () => {
    const x = 50 + random() * 590;
    const y = 166 + random() * 80;
    return `M${round(x)} ${round(y)}l-12 40`;
  }).join("");
  const marks = Array.from({ length: 12 }, (_, index) => {
    const y = 92 + index * 46;
    return rect(996, y, index % 2 ? 56 : 100, 23, tones[5]);
  });
  return sheet(
    tones[0],
    path("M60 150C60 96 130 84 154 112C172 50 292 44 312 104C360 78 432 98 428 150Z", tones[2]),
    path("M420 190C420 150 470 140 488 160C504 112 596 110 612 158C650 140 700 152 698 190Z", tones[1]),
    stroke(rain, tones[3], 5, ' opacity=".7"'),
    hills(random, 356, 40, 5, tones[1]),
    hills(random, 408, 30, 7, tones[2]),
    path(
      `M0 296H1200V675H0Z${[80, 440, 800, 1290].map((x) => `M${x - 160} 675V500A160 160 0 0 1 ${x + 160} 500V675Z`).join("")}`,
      tones[4],
      ' fill-rule="evenodd"',
    ),
    rect(0, 280, 1200, 20, tones[5]),
    rect(982, 56, 128, 619, glow),
    rect(982, 56, 14, 619, tones[5]),
    ...marks,
    waves(470, 240, 20, 60, tones[3]),
    rect(928, 462, 236, 12, accent, ' rx="6"'),
    polygon(
      [
        [932, 468],
        [884, 444],
        [884, 492],
      ],
      accent,
    ),
    waves(540, 300, 26, 180, "hsl(182 34% 42%)"),
    waves(610, 360, 26, 20, tones[4]),
  );
}

/** A container ship under a quay crane. */
export function drawShip(random: Random): string {
  const { tones, accent, glow } = palettes.business;
  const paints = [tones[2], tones[3], tones[4], accent, glow, tones[3]];
  const boxes: string[] = [];
  for (let bay = 0; bay < 12; bay++) {
    const height = bay === 9 ? 0 : 3 + Math.floor(random() * 3) - (bay === 0 || bay === 11 ? 1 : 0);
    for (let row = 0; row < height; row++) {
      const paint = paints[Math.floor(random() * paints.length)] ?? accent;
      boxes.push(rect(282 + bay * 62, 430 - row * 34, 59, 31, paint));
    }
  }
  return sheet(
    tones[0],
    circle(900, 240, 150, glow),
    hills(random, 470, 26, 6, tones[1]),
    // the crane
    rect(96, 130, 20, 460, tones[4]),
    rect(206, 130, 20, 460, tones[4]),
    stroke("M106 330L216 230M106 460L216 360", tones[4], 10),
    rect(40, 118, 520, 20, tones[4]),
    stroke("M160 40L160 118M160 44L60 120M160 44L540 120", tones[4], 9),
    stroke("M440 138V212M480 138V212", tones[5], 4),
    rect(414, 212, 92, 38, accent),
    rect(836, 214, 70, 250, tones[0]),
    rect(826, 204, 90, 18, tones[5]),
    rect(836, 236, 70, 16, tones[3]),
    rect(862, 150, 18, 56, tones[5]),
    ...boxes,
    path("M240 461H1090L1060 560H310C280 548 256 510 240 461Z", tones[5]),
    path("M262 512H1075L1060 562H310C288 552 274 536 262 512Z", "hsl(8 52% 42%)"),
    waves(556, 250, 18, 30, "hsl(190 30% 46%)"),
    waves(612, 320, 22, 150, "hsl(194 36% 31%)"),
    rect(0, 575, 236, 100, tones[5]),
    rect(0, 575, 236, 14, tones[2]),
  );
}

/** A tower on its rock, and two beams over the sea. */
export function drawLighthouse(random: Random): string {
  const { tones, accent, glow } = palettes.technology;
  const stars = Array.from({ length: 34 }, () =>
    circle(random() * 1200, random() * 380, 1.6 + random() * 2.4, tones[1]),
  );
  return sheet(
    tones[5],
    ...stars,
    circle(780, 186, 330, tones[4], ' opacity=".45"'),
    circle(780, 186, 200, tones[3], ' opacity=".4"'),
    polygon(
      [
        [780, 186],
        [0, 60],
        [0, 262],
      ],
      accent,
      ' opacity=".82"',
    ),
    polygon(
      [
        [780, 186],
        [1200, 122],
        [1200, 236],
      ],
      accent,
      ' opacity=".55"',
    ),
    circle(780, 186, 74, glow, ' opacity=".9"'),
    hills(random, 470, 16, 5, tones[4]),
    waves(540, 280, 16, 0, "hsl(232 40% 28%)"),
    polygon(
      [
        [726, 256],
        [834, 256],
        [866, 600],
        [694, 600],
      ],
      tones[0],
    ),
    polygon(
      [
        [834, 256],
        [866, 600],
        [800, 600],
        [796, 256],
      ],
      tones[1],
    ),
    polygon(
      [
        [720, 330],
        [840, 330],
        [848, 402],
        [712, 402],
      ],
      "hsl(4 66% 54%)",
    ),
    polygon(
      [
        [706, 474],
        [854, 474],
        [861, 546],
        [699, 546],
      ],
      "hsl(4 66% 54%)",
    ),
    rect(766, 426, 28, 30, tones[5]),
    rect(702, 240, 156, 18, tones[4]),
    rect(736, 138, 88, 102, tones[4]),
    rect(746, 146, 68, 94, glow),
    stroke("M769 146V240M791 146V240", tones[4], 5),
    path("M722 140C736 96 824 96 838 140Z", "hsl(4 66% 54%)"),
    rect(776, 72, 8, 34, tones[4]),
    path(
      "M600 640C640 588 668 604 690 578C730 556 846 556 876 586C930 596 960 612 990 660V675H600Z",
      "hsl(238 40% 11%)",
    ),
    waves(602, 340, 20, 130, "hsl(234 40% 21%)"),
    waves(646, 300, 16, 20, "hsl(236 42% 13%)"),
    rect(60, 560, 150, 6, accent, ' rx="3" opacity=".7"'),
    rect(110, 588, 210, 6, accent, ' rx="3" opacity=".5"'),
    rect(40, 620, 120, 6, accent, ' rx="3" opacity=".4"'),
  );
}

/** Coils of sheet steel in a mill, one still glowing. */
export function drawSteel(random: Random): string {
  const { tones, accent, glow } = palettes.world;
  const coil = (x: number, y: number, radius: number, face: string, edge: string, ring: string) => {
    const rings: string[] = [];
    for (let at = radius - 14; at > radius * 0.4; at -= 11 + random() * 7)
      rings.push(circle(x, y, at, "none", ` stroke="${ring}" stroke-width="3"`));
    const [backX, backY] = [x + radius * 0.7, y];
    return [
      circle(backX, backY, radius, edge),
      rect(x, y - radius, radius * 0.7, radius * 2, edge),
      circle(x, y, radius, face),
      ...rings,
      circle(x, y, radius * 0.34, edge),
      circle(x + radius * 0.1, y, radius * 0.26, tones[5]),
    ].join("");
  };
  const trusses = Array.from({ length: 7 }, (_, index) => {
    const x = index * 200;
    return `M${x - 100} 128L${x} 40L${x + 100} 128`;
  }).join("");
  const windows = Array.from({ length: 8 }, (_, index) => rect(40 + index * 146, 190, 98, 150, tones[0]));
  return sheet(
    tones[1],
    ...windows,
    rect(0, 20, 1200, 22, tones[4]),
    rect(0, 122, 1200, 26, tones[4]),
    stroke(trusses, tones[4], 9),
    rect(0, 400, 1200, 275, tones[2]),
    rect(566, 148, 130, 34, tones[5]),
    stroke("M606 182V250M656 182V250", tones[5], 6),
    rect(576, 240, 110, 30, tones[5]),
    stroke("M590 270L560 300M672 270L702 300", tones[5], 14),
    rect(0, 596, 1200, 79, tones[5]),
    coil(180, 380, 108, tones[2], tones[3], tones[3]),
    coil(1010, 380, 108, tones[2], tones[3], tones[3]),
    coil(560, 452, 164, glow, accent, accent),
    coil(180, 500, 138, tones[1], tones[4], tones[3]),
    coil(930, 500, 138, tones[1], tones[4], tones[3]),
    rect(0, 622, 1200, 10, tones[4]),
    stroke(
      line(pointAt(560, 452, 190, 300), pointAt(560, 452, 216, 300)) +
        line(pointAt(560, 452, 190, 330), pointAt(560, 452, 216, 330)) +
        line(pointAt(560, 452, 190, 0), pointAt(560, 452, 216, 0)),
      accent,
      7,
    ),
  );
}
