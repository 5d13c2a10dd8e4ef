// Small square pictures: the logo, the desks' marks and the portraits of the sample persons.
import { circle, frame, type Palette, path, type Random, rect, round, stroke } from "./ink.ts";

/** A capital B between a thick and a thin rule. */
export function drawLogo(): string {
  const ink = "#121212";
  return frame(
    512,
    512,
    rect(0, 0, 512, 512, "#fff"),
    rect(56, 48, 400, 18, ink),
    rect(56, 76, 400, 5, ink),
    path(
      "M146 128H280C346 128 384 158 384 206C384 242 362 266 326 275C372 283 398 311 398 352C398 404 356 432 284 432H146V414L180 408V152L146 146ZM232 266H268C306 266 324 248 324 209C324 170 308 152 270 152H232ZM232 290V384C232 402 240 408 260 408H274C316 408 336 388 336 350C336 308 314 290 270 290Z",
      ink,
      ' fill-rule="evenodd"',
    ),
    rect(56, 462, 400, 5, ink),
  );
}

/** Head and shoulders without a face: nobody's likeness. */
export function drawPortrait(palette: Palette, hair: "long" | "short", random: Random): string {
  const { tones, accent, glow } = palette;
  const tilt = round((random() - 0.5) * 10);
  const head = [circle(200, 176, 74, glow), rect(176, 220, 48, 70, glow)];
  const behind =
    hair === "long"
      ? path(
          "M110 196C100 92 160 72 204 76C266 80 302 124 290 206C284 262 300 296 290 318H116C104 290 116 250 110 196Z",
          tones[5],
        )
      : "";
  const front =
    hair === "long"
      ? path(
          "M126 180C128 112 172 92 206 94C250 98 276 132 274 182C240 172 206 150 190 122C176 150 152 172 126 180Z",
          tones[5],
        )
      : path(
          "M122 180C112 112 152 82 204 82C262 82 290 118 278 182C270 150 262 142 232 138C198 144 164 138 146 132C130 146 126 158 122 180Z",
          tones[5],
        );
  return frame(
    400,
    400,
    rect(0, 0, 400, 400, tones[1]),
    circle(200, 190, 168, tones[2]),
    `<g transform="rotate(${tilt} 200 300)">${behind}${head.join("")}${front}</g>`,
    path("M52 400C58 318 116 286 172 280C186 306 214 306 228 280C284 286 342 318 348 400Z", tones[4]),
    path("M172 280C186 306 214 306 228 280L242 282C230 326 170 326 158 282Z", accent),
  );
}

/** A desk's mark: its motif, in line, on the section's colour. */
export function drawDesk(palette: Palette, motif: keyof typeof motifs): string {
  const { tones, accent } = palette;
  return frame(
    400,
    400,
    rect(0, 0, 400, 400, tones[4]),
    circle(200, 200, 150, tones[5]),
    motifs[motif](tones[0], accent),
  );
}

const motifs = {
  globe: (ink: string, accent: string) =>
    circle(200, 200, 96, "none", ` stroke="${ink}" stroke-width="10"`) +
    stroke("M104 200H296M200 104V296M200 104C130 160 130 240 200 296C270 240 270 160 200 104", ink, 10) +
    circle(252, 152, 16, accent),
  bars: (ink: string, accent: string) =>
    rect(112, 224, 40, 72, ink) +
    rect(168, 184, 40, 112, ink) +
    rect(224, 132, 40, 164, accent) +
    stroke("M100 304H300", ink, 10),
  orbit: (ink: string, accent: string) =>
    `<g fill="none" stroke="${ink}" stroke-width="10"><ellipse cx="200" cy="200" rx="112" ry="42" transform="rotate(30 200 200)"/><ellipse cx="200" cy="200" rx="112" ry="42" transform="rotate(-30 200 200)"/></g>` +
    circle(200, 200, 22, accent),
  book: (ink: string, accent: string) =>
    path("M96 132C132 120 172 124 196 142V286C172 268 132 264 96 276Z", ink) +
    path("M304 132C268 120 228 124 204 142V286C228 268 268 264 304 276Z", ink) +
    path("M256 122H284V204L270 190L256 204Z", accent),
  nodes: (ink: string, accent: string) =>
    stroke("M200 124V200L128 264M200 200L272 264", ink, 12) +
    circle(200, 120, 28, ink) +
    circle(124, 268, 28, ink) +
    circle(276, 268, 28, ink) +
    circle(200, 200, 24, accent),
  rules: (ink: string, accent: string) =>
    rect(104, 120, 192, 18, accent) +
    rect(104, 148, 192, 5, ink) +
    stroke("M108 184H292M108 216H292M108 248H292M108 280H220", ink, 10),
};
