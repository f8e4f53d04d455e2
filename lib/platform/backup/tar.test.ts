import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { readTar, tarEnd, tarHeader, tarPadding } from "./tar";

async function* inPieces(archive: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < archive.length; start += size) yield archive.subarray(start, start + size);
}

function pack(files: Record<string, Buffer>): Buffer {
  const entries = Object.entries(files).flatMap(([name, content]) => [
    tarHeader(name, content.length),
    content,
    tarPadding(content.length),
  ]);
  return Buffer.concat([...entries, tarEnd()]);
}

const files = {
  "a.txt": Buffer.from("a"),
  empty: Buffer.alloc(0),
  [`${"deep/".repeat(25)}file`]: randomBytes(5_000),
  "last.bin": randomBytes(512),
};

it.each([1, 100, 512, 4_096, 1_000_000])("reads back what it wrote, in pieces of %i bytes", async (size) => {
  const found: Record<string, Buffer> = {};
  for await (const { name, body } of readTar(inPieces(pack(files), size))) {
    const parts: Buffer[] = [];
    for await (const part of body) parts.push(part);
    found[name] = Buffer.concat(parts);
  }
  expect(found).toEqual(files);
});

it("skips bodies nobody reads", async () => {
  const names: string[] = [];
  for await (const { name } of readTar(inPieces(pack(files), 700))) names.push(name);
  expect(names).toEqual(Object.keys(files));
});

it("notices an archive that ends too early", async () => {
  const archive = pack(files).subarray(0, 3_000);
  await expect(async () => {
    for await (const _entry of readTar(inPieces(archive, 512)));
  }).rejects.toThrow("ends too early");
});
