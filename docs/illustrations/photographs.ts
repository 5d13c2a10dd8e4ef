// Computes the sample publication's pictures of pixels: `node --import tsx docs/illustrations/photographs.ts` writes them beside the posts.
import { join } from "node:path";
import sharp from "sharp";

const width = 2000;
const height = 1125;
const posts = join(import.meta.dirname, "..", "..", "posts", "2026");

type Colour = [red: number, green: number, blue: number];
/** `x` and `y` from 0 to 1, `y` downwards. */
type Scene = (x: number, y: number) => Colour;

/** From 0 to 1, the same for the same place. */
function speckle(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(seed, 2246822519);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise from 0 to 1. */
function noise(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number): number => t * t * (3 - 2 * t);
  const [u, v] = [ease(x - left), ease(y - top)];
  const row = (j: number): number => speckle(left, top + j, seed) * (1 - u) + speckle(left + 1, top + j, seed) * u;
  return row(0) * (1 - v) + row(1) * v;
}

/** Noise of several sizes at once, from 0 to 1. */
function cloud(x: number, y: number, seed: number, octaves = 6): number {
  let [sum, weight, total] = [0, 1, 0];
  for (let octave = 0; octave < octaves; octave++) {
    sum += noise(x * 2 ** octave, y * 2 ** octave, seed + octave) * weight;
    total += weight;
    weight *= 0.52;
  }
  return sum / total;
}

function mix(a: Colour, b: Colour, share: number): Colour {
  const t = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** How far `value` is on the way from one edge to the other. */
function rise(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Fair-weather clouds over a low horizon. */
const sky: Scene = (x, y) => {
  const blue = mix([58, 106, 168], [188, 212, 230], y * 1.15);
  const depth = 1 / (1.12 - y);
  const bank = cloud(x * 3.2 * depth + 7, y * 4.6 * depth, 11);
  const light = cloud(x * 3.2 * depth + 7.12, y * 4.6 * depth - 0.16, 11);
  const white = mix([142, 152, 170], [255, 252, 246], 0.5 + (bank - light) * 4.5);
  const air = mix(blue, white, rise(0.5, 0.64, bank) * (1 - rise(0.78, 0.9, y)));
  const ridge = 0.9 + (cloud(x * 4, 3, 40) - 0.5) * 0.07;
  return y > ridge
    ? mix([66, 84, 62], [38, 52, 40], rise(ridge, 1, y) + (cloud(x * 60, y * 90, 50, 3) - 0.5) * 0.8)
    : air;
};

/** The sea at dusk, and a ship on its edge. */
const dusk: Scene = (x, y) => {
  const horizon = 0.58;
  const sun: [number, number] = [0.66, 0.53];
  if (y < horizon) {
    const glow = Math.exp(-((x - sun[0]) ** 2 * 7 + (y - sun[1]) ** 2 * 22));
    const air = mix(mix([42, 46, 84], [226, 140, 96], (y / horizon) ** 2.2), [255, 214, 140], glow);
    const bank = cloud(x * 5, y * 16, 21);
    const clouded = mix(air, mix([74, 54, 82], [236, 128, 92], glow + y * 0.5), rise(0.52, 0.68, bank) * 0.75);
    return isShip(x, y, horizon) ? [34, 30, 42] : clouded;
  }
  const near = (y - horizon) / (1 - horizon);
  const swell = cloud((x * 14) / (0.1 + near), 26 / (0.06 + near), 31, 5);
  const path = Math.exp(-((x - sun[0]) ** 2) * (60 - 46 * near)) * rise(0.46, 0.66, swell);
  return mix(
    mix([150, 92, 88], [18, 26, 48], near ** 0.45 + (swell - 0.5) * 0.5),
    [255, 206, 138],
    path * (1 - near * 0.55),
  );
};

function isShip(x: number, y: number, horizon: number): boolean {
  const [left, right] = [0.22, 0.4];
  if (x < left || x > right) return false;
  const along = (x - left) / (right - left);
  if (y > horizon - 0.012) return along > 0.02 && along < 0.99;
  if (along > 0.08 && along < 0.16) return y > horizon - 0.062;
  // Containers, in stacks of unlike heights.
  const stack = Math.floor(along * 22);
  return (
    along > 0.19 &&
    along < 0.93 &&
    (along * 22) % 1 > 0.1 &&
    y > horizon - 0.016 - 0.007 * Math.floor(2 + speckle(stack, 5, 9) * 4)
  );
}

/** Hills one behind the other in rain. */
const monsoon: Scene = (x, y) => {
  const bank = cloud(x * 3, y * 5, 61);
  let colour = mix([96, 108, 118], [196, 204, 206], bank * 0.9 + y * 0.3);
  for (let ridge = 0; ridge < 5; ridge++) {
    const line = 0.36 + ridge * 0.13 + (cloud(x * (2 + ridge * 0.7) + ridge * 9, 1, 70 + ridge, 5) - 0.5) * 0.36;
    if (y < line) continue;
    const near = ridge / 4;
    const trees = (cloud(x * 70 * (0.6 + near), y * 90 * (0.6 + near), 90 + ridge, 4) - 0.5) * 0.5 * (0.3 + near);
    const mist = rise(line + 0.26, line, y) * 0.15 + cloud(x * 4, y * 9, 95 + ridge, 4) * 0.25 * (1 - near);
    colour = mix(mix([150, 166, 166], [30, 58, 42], 0.18 + near * 0.8 + trees), [198, 208, 208], mist);
  }
  const rain = noise(x * 420 + y * 60, y * 9, 99) ** 9;
  return mix(colour, [226, 232, 234], rain * 0.3);
};

const scenes: Record<string, Scene> = {
  "morning-sky.jpg": sky,
  "ship-at-dusk.jpg": dusk,
  "hills-in-rain.jpg": monsoon,
};

for (const [name, scene] of Object.entries(scenes)) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const grain = (speckle(column, row, 3) - 0.5) * 7;
      const colour = scene(column / width, row / height);
      for (let channel = 0; channel < 3; channel++)
        pixels[(row * width + column) * 3 + channel] = Math.min(255, Math.max(0, (colour[channel] ?? 0) + grain));
    }
  }
  const { size } = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 82, mozjpeg: true })
    .toFile(join(posts, name));
  process.stdout.write(`${name} ${(size / 1024).toFixed(0)} KB\n`);
}
