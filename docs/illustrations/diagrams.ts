// Illustrations that explain: the A series of paper, a lens cut through, a fortnight of tides.
import { circle, group, palettes, path, polygon, rect, round, sheet, stroke } from "./ink.ts";

/** The A series: one sheet halved again and again, A4 in the accent. */
export function drawPaper(): string {
  const { tones, accent, glow } = palettes.culture;
  const fills = [tones[0], tones[4], tones[1], accent, tones[3], tones[2], glow, tones[4], tones[0]];
  let [x, y, width, height] = [186, 48, 828, 585.5];
  const sheets: string[] = [];
  fills.forEach((fill, index) => {
    const isWide = width > height;
    const isLast = index === fills.length - 1;
    if (isWide) {
      const half = isLast ? width : width / 2;
      sheets.push(rect(x, y, half - 5, height - 5, fill));
      x += half;
      width -= half;
    } else {
      const half = isLast ? height : height / 2;
      sheets.push(rect(x, y, width - 5, half - 5, fill));
      y += half;
      height -= half;
    }
  });
  return sheet(
    tones[2],
    polygon(
      [
        [0, 675],
        [0, 420],
        [1200, 150],
        [1200, 675],
      ],
      tones[3],
      ' opacity=".5"',
    ),
    group(
      "rotate(-4 600 337)",
      rect(176, 38, 858, 612, tones[5], ' opacity=".35"'),
      rect(170, 32, 855, 612, tones[5]),
      ...sheets,
    ),
  );
}

/** A Fresnel lens cut through its middle: a lamp, the prisms, and the rays made parallel. */
export function drawLens(): string {
  const { tones, accent, glow } = palettes.technology;
  const [lampX, lampY] = [250, 337];
  const shapes: string[] = [];
  let rays = "";
  for (let ring = -5; ring <= 5; ring++) {
    const y = lampY + ring * 54;
    const away = Math.abs(ring);
    const side = Math.sign(ring);
    rays += `M${lampX} ${lampY}L${620 - away * 4} ${round(lampY + ring * 52)}L660 ${y}H1200`;
    if (ring === 0) shapes.push(path(`M620 ${y - 25}H640Q684 ${y} 640 ${y + 25}H620Z`, tones[1]));
    else {
      const [thick, thin] = [52 + away * 9, 20];
      const near = y - side * 25;
      const far = y + side * 25;
      shapes.push(
        path(
          `M620 ${near}H${620 + thick}Q${round(620 + thick - 6)} ${y} ${620 + thin} ${far}H620Z`,
          away % 2 ? tones[2] : tones[1],
        ),
      );
    }
  }
  return sheet(
    tones[5],
    circle(lampX, lampY, 250, tones[4], ' opacity=".55"'),
    circle(lampX, lampY, 140, tones[4]),
    stroke(rays, accent, 4, ' stroke-linejoin="round"'),
    rect(604, 30, 16, 615, tones[3]),
    ...shapes,
    rect(590, 14, 150, 20, tones[3]),
    rect(590, 641, 150, 20, tones[3]),
    rect(lampX - 22, lampY + 40, 44, 260, tones[3]),
    rect(lampX - 60, lampY + 290, 120, 48, tones[3]),
    circle(lampX, lampY, 46, glow),
    circle(lampX, lampY, 26, accent),
  );
}

/** Fifteen days of water: a lunar and a solar tide of periods 12.42 h and 12 h, added. */
export function drawSprings(): string {
  const { tones, accent, glow } = palettes.science;
  const height = (hour: number) =>
    100 * Math.cos((2 * Math.PI * hour) / 12.42) + 42 * Math.cos((2 * Math.PI * hour) / 12);
  const [hours, middle] = [29.53 * 12, 345];
  let data = "";
  for (let hour = 0; hour <= hours; hour += 1.5)
    data += `${hour ? "L" : "M"}${Math.round((hour / hours) * 1200)} ${Math.round(middle - height(hour) * 1.35)}`;
  const moons = [0, 600, 1200].map((x, index) =>
    circle(x, 84, 44, index === 1 ? glow : index === 0 ? tones[4] : tones[0], ` stroke="${tones[4]}" stroke-width="5"`),
  );
  return sheet(
    tones[0],
    ...Array.from({ length: 16 }, (_, day) => rect(day * 81.3 - 1, 150, 2, 450, tones[1])),
    rect(0, middle - 2, 1200, 4, tones[2]),
    path(`${data}V675H0Z`, tones[2], ' opacity=".45"'),
    stroke(data, tones[4], 6, ' stroke-linejoin="round"'),
    stroke(
      `M0 ${round(middle - 142 * 1.35 - 14)}C200 ${round(middle - 140 * 1.35 - 14)} 400 ${round(middle - 58 * 1.35 - 14)} 600 ${round(middle - 58 * 1.35 - 14)}S1000 ${round(middle - 140 * 1.35 - 14)} 1200 ${round(middle - 142 * 1.35 - 14)}`,
      accent,
      6,
      ' stroke-dasharray="2 18"',
    ),
    ...moons,
    path("M600 40A44 44 0 0 1 600 128Z", tones[4]),
  );
}
