import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { recognizeFile } from "./recognize-file";

const folder = mkdtempSync(join(tmpdir(), "docket-recognize-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const pdf = Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "latin1");
const program = Buffer.concat([
  Buffer.from("MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0", "latin1"),
  Buffer.alloc(300),
]);
const oldOffice = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]);

function recognize(content: Buffer | string, name: string) {
  const path = join(folder, crypto.randomUUID());
  writeFileSync(path, content);
  return recognizeFile(path, name);
}

test.each([
  [png, "photo.png", "photo.png", "image/png"],
  [png, "photo.PNG", "photo.PNG", "image/png"],
  [png, "photo", "photo.png", "image/png"],
  [png, "photo.jpg", "photo.png", "image/png"],
  [pdf, "bill.pdf", "bill.pdf", "application/pdf"],
  [gzipSync("log"), "a.log.gz", "a.log.gz", "application/gzip"],
  [oldOffice, "old.xls", "old.xls", "application/vnd.ms-excel"],
  ["a;b\n1;2\n", "rows.csv", "rows.csv", "text/csv"],
  ["BMW, Pune\n", "cars.txt", "cars.txt", "text/plain"],
  ["\u001b[31mred\u001b[0m\n", "app.log", "app.log", "text/plain"],
  [Buffer.from("caf\xe9\n", "latin1"), "latin.csv", "latin.csv", "text/csv"],
  [Buffer.from("\ufeffwide\n", "utf16le"), "wide.txt", "wide.txt", "text/plain"],
  ['{"a":1}', "data.json", "data.json", "application/json"],
  ["From: a@b.example\r\n\r\nHello", "mail.eml", "mail.eml", "message/rfc822"],
  ["<script>alert(1)</script>", "page.html", "page.html.txt", "text/plain"],
  ["<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "logo.svg.txt", "text/plain"],
  ["rm -rf /", "clean.sh", "clean.sh.txt", "text/plain"],
  ["app log", "app.log.1", "app.log.1.txt", "text/plain"],
])("case %#", async (content, name, fileName, mediaType) => {
  expect(await recognize(content, name)).toEqual({ fileName, mediaType });
});

test.each([
  [program, "setup.exe", "not on the list"],
  [program, "invoice.pdf", "not on the list"],
  [png, "invoice.pdf", "is not what its ending says: its content is PNG"],
  [pdf, "invoice.exe", "is not what its ending says: its content is PDF"],
  [oldOffice, "setup.msi", "is not what its ending says"],
  [Buffer.from([1, 2, 3, 4, 5, 0]), "data.bin", "damaged, or of a kind"],
  [
    Buffer.concat([Buffer.from("a".repeat(70_000)), Buffer.from([0, 1, 2])]),
    "long.txt",
    "damaged, or of a kind",
  ],
])("refused case %#", async (content, name, message) => {
  await expect(recognize(content, name)).rejects.toThrow(message);
});

test("whatever follows a known beginning, the answer is a kind or a refusal in words", async () => {
  const beginnings = [
    "504b0304",
    "89504e470d0a1a0a",
    "25504446",
    "1f8b",
    "d0cf11e0a1b11ae1",
    "52494646",
    "424d",
    "",
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...beginnings),
      fc.uint8Array({ maxLength: 3_000 }),
      async (start, rest) => {
        const content = Buffer.concat([Buffer.from(start, "hex"), rest]);
        const answer = await recognize(content, "a.zip").catch((error: unknown) => error);
        if (answer instanceof Error) expect(answer).toBeInstanceOf(AppError);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
