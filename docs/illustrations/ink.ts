// Paper, ink and a seeded hand: the shapes and palettes that all illustrations share.

/** Lightness steps from paper (0) to ink (5), and one accent. */
export interface Palette {
  tones: [string, string, string, string, string, string];
  accent: string;
  glow: string;
}

export type Random = () => number;
export type Point = [x: number, y: number];

const lightness = [93, 82, 67, 50, 34, 18];

function mixPalette(hue: number, saturation: number, accent: string, glow: string): Palette {
  const tone = (step: number) => `hsl(${hue + step * 2} ${saturation + step * 4}% ${lightness[step]}%)`;
  return { tones: [tone(0), tone(1), tone(2), tone(3), tone(4), tone(5)], accent, glow };
}

/** One palette a section, as in the section's hue on the page. */
export const palettes = {
  world: mixPalette(206, 22, "hsl(28 88% 56%)", "hsl(40 92% 76%)"),
  business: mixPalette(26, 28, "hsl(176 52% 42%)", "hsl(40 88% 72%)"),
  science: mixPalette(174, 20, "hsl(10 78% 60%)", "hsl(32 88% 80%)"),
  culture: mixPalette(282, 16, "hsl(42 88% 58%)", "hsl(46 90% 82%)"),
  technology: mixPalette(228, 20, "hsl(48 92% 60%)", "hsl(50 94% 84%)"),
} satisfies Record<string, Palette>;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seedRandom(text: string): Random {
  let state = 2166136261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** At most one decimal, so that files stay small. */
export function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function rect(x: number, y: number, width: number, height: number, fill: string, rest = ""): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"${rest}/>`;
}

export function circle(x: number, y: number, radius: number, fill: string, rest = ""): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${fill}"${rest}/>`;
}

export function polygon(points: Point[], fill: string, rest = ""): string {
  return `<polygon points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ")}" fill="${fill}"${rest}/>`;
}

export function path(data: string, fill: string, rest = ""): string {
  return `<path d="${data}" fill="${fill}"${rest}/>`;
}

/** An open line. */
export function stroke(data: string, color: string, width: number, rest = ""): string {
  return `<path d="${data}" fill="none" stroke="${color}" stroke-width="${round(width)}" stroke-linecap="round"${rest}/>`;
}

export function group(transform: string, ...shapes: string[]): string {
  return `<g transform="${transform}">${shapes.join("")}</g>`;
}

/** A point on a circle; angle in degrees clockwise from the top. */
export function pointAt(x: number, y: number, radius: number, degrees: number): Point {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}

/** A straight line between two points, as path data. */
export function line([x1, y1]: Point, [x2, y2]: Point): string {
  return `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`;
}

/** Ground from a soft skyline at height `y` down to the bottom edge. */
export function hills(random: Random, y: number, swing: number, steps: number, fill: string): string {
  const span = 1200 / steps;
  const heights = Array.from({ length: steps + 1 }, () => y + (random() - 0.5) * 2 * swing);
  let data = `M0 675V${round(heights[0] ?? y)}`;
  for (let step = 1; step <= steps; step++) {
    const from = heights[step - 1] ?? y;
    const to = heights[step] ?? y;
    const x = step * span;
    data += `C${round(x - span / 2)} ${round(from)} ${round(x - span / 2)} ${round(to)} ${round(x)} ${round(to)}`;
  }
  return path(`${data}V675Z`, fill);
}

/** Water from a row of equal waves at height `y` down to the bottom edge; `phase` in pixels. */
export function waves(y: number, length: number, height: number, phase: number, fill: string): string {
  let data = `M${round(phase - length)} 675V${round(y)}`;
  for (let x = phase - length; x < 1200; x += length)
    data += `q${round(length / 4)} ${round(-height)} ${round(length / 2)} 0t${round(length / 2)} 0`;
  return path(`${data}V675Z`, fill);
}

/** A whole picture of 1,200 × 675 px. */
export function sheet(background: string, ...shapes: string[]): string {
  return frame(1200, 675, rect(0, 0, 1200, 675, background), ...shapes);
}

/** A whole picture of any size, in px. */
export function frame(width: number, height: number, ...shapes: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${shapes.join("")}</svg>\n`;
}
