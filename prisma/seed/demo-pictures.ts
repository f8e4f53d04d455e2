import { crc32, deflateSync } from "node:zlib";
import type { Random } from "./random";

const width = 480;
const height = 320;

type Colour = readonly [number, number, number];
type Box = { left: number; top: number; right: number; bottom: number };

/** Crates on the floor of a warehouse, one of them crushed: what a driver sends with a claim. */
export function cratesPicture(random: Random): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  const floor = random.between(205, 230);
  const [wall, ground]: Colour[] = [
    [176, 184, 192],
    [128, 122, 116],
  ];
  paint(pixels, { left: 0, top: 0, right: width, bottom: floor }, wall as Colour, random, 6);
  paint(pixels, { left: 0, top: floor, right: width, bottom: height }, ground as Colour, random, 10);
  const columns = random.between(3, 5);
  const size = Math.floor((width - 80) / columns);
  const crushed = random.between(0, columns - 1);
  for (let column = 0; column < columns; column += 1) {
    const left = 40 + column * size;
    const rows = random.between(1, 2);
    let bottom = floor + 40;
    for (let row = 0; row < rows; row += 1) {
      const dent = column === crushed && row === 0 ? random.between(18, 34) : 0;
      const top = bottom - size + 24 + dent;
      drawCrate(pixels, { left, top, right: left + size - 8, bottom }, random, dent);
      bottom = top;
    }
  }
  return png(pixels);
}

function drawCrate(pixels: Buffer, box: Box, random: Random, dent: number): void {
  const shade = random.between(-14, 14);
  const wood: Colour = [168 + shade, 126 + shade, 78 + shade];
  const dark: Colour = [104, 74, 42];
  paint(pixels, box, wood, random, 14);
  const { left, top, right, bottom } = box;
  for (let plank = top; plank < bottom; plank += 16)
    paint(pixels, { left, top: plank, right, bottom: plank + 2 }, dark, random, 8);
  paint(pixels, { left, top, right: left + 6, bottom }, dark, random, 8);
  paint(pixels, { left: right - 6, top, right, bottom }, dark, random, 8);
  for (let crack = 0; crack < dent; crack += 1) {
    const x = left + 10 + crack * 2;
    const y = top + random.between(0, dent);
    paint(
      pixels,
      { left: x, top: y, right: x + 3, bottom: y + random.between(3, 12) },
      [38, 28, 20],
      random,
      4,
    );
  }
}

/** A rectangle with a grain, so that it does not look drawn by a ruler. */
function paint(pixels: Buffer, box: Box, colour: Colour, random: Random, grain: number): void {
  for (let y = Math.max(0, box.top); y < Math.min(height, box.bottom); y += 1)
    for (let x = Math.max(0, box.left); x < Math.min(width, box.right); x += 1) {
      const noise = Math.floor((random.next() - 0.5) * grain);
      colour.forEach((part, at) => {
        pixels[(y * width + x) * 3 + at] = Math.min(255, Math.max(0, part + noise));
      });
    }
}

function png(pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(y * width * 3, (y + 1) * width * 3)]),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
