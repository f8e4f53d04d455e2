import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeFile } from "./analyze-file";
import { detectFormat } from "./detect-format";
import { readRecords } from "./read-records";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "docket-imports-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
async function readAll(path: string, from?: { byte_offset: number; line_offset: number }) {
  const format = await detectFormat(path);
  const records = [];
  for await (const batch of readRecords(path, format, from)) records.push(...batch.records);
  return { format, records };
}

const lines = ["Title;Näme", "Zoë’s printer;“Müller”", "Zweite;€ 5"];
const windows = (text: string) =>
  Uint8Array.from(
    text,
    (letter) => ({ "’": 0x92, "“": 0x93, "”": 0x94, "€": 0x80 })[letter] ?? letter.charCodeAt(0),
  );
const bigEndian = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16();

test.each([
  ["utf-8", (text: string) => Buffer.from(text)],
  ["utf-8", (text: string) => Buffer.from(`\uFEFF${text}`)],
  ["utf-16le", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le")],
  ["utf-16le", (text: string) => Buffer.from(text, "utf16le")],
  ["utf-16be", bigEndian],
  ["windows-1252", windows],
])("reads %s", async (encoding, encode) => {
  const path = write("encoded.csv", encode(`${lines.join("\r\n")}\r\n`));
  const { format, records } = await readAll(path);
  expect(format).toMatchObject({ encoding, delimiter: ";", kind: "csv", columns: ["Title", "Näme"] });
  expect(records.map((record) => record.cells)).toEqual([
    ["Zoë’s printer", "“Müller”"],
    ["Zweite", "€ 5"],
  ]);
});

test.each([
  [",", "a,b,c\n1,2,3\n"],
  ["\t", "a\tb, too\tc\n1\t2,5\t3\n"],
  ["|", "a|b|c\n1|2|3\n"],
  [";", 'a;b;c\n"1;5";2,0;3,1\n'],
])("finds the delimiter %j", async (delimiter, text) => {
  const { format } = await readAll(write("delimited.csv", text));
  expect(format).toMatchObject({ delimiter, has_header: true });
});

test("a file of numbers has no header", async () => {
  const { format, records } = await readAll(write("bare.csv", "1,2016-01-01\n2,2016-01-02\n"));
  expect(format).toMatchObject({ has_header: false, columns: ["Column 1", "Column 2"] });
  expect(records).toHaveLength(2);
});

test("continues in the middle of a packed, re-encoded file of many pieces", async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) => `${at},"número ${at}\nzwei"`);
  const path = write("large.csv.gz", gzipSync(Buffer.from(`\uFEFFid,text\n${rows.join("\n")}\n`, "utf16le")));
  const { records } = await readAll(path);
  expect(records).toHaveLength(60_000);
  const half = records[30_000];
  if (!half) throw new Error("The file has no middle.");
  const rest = await readAll(path, { byte_offset: half.end, line_offset: half.nextLine - 1 });
  expect(rest.records).toEqual(records.slice(30_001));
});

test("JSON: array, lines, wrapped", async () => {
  const cases = [
    ["json_array", '[{"subject":"One"},{"subject":"Two"}]'],
    ["json_lines", '{"subject":"One"}\n{"subject":"Two"}\n'],
    ["json_array", '{"tickets":[{"subject":"One"},{"subject":"Two"}],"end_of_stream":true}'],
    ["json_array", '{\n  "tickets": [\n    {"subject":"One"},\n    {"subject":"Two"}\n  ]\n}'],
  ] as const;
  for (const [kind, text] of cases) {
    const { format, mapping } = await analyzeFile(write("tickets.json", text));
    expect(format).toMatchObject({ kind, columns: ["subject"] });
    expect(mapping.columns).toEqual([{ column: "subject", target: "title" }]);
  }
});

test.each([
  ["empty", "", "The file is empty."],
  ["only a header", "a,b\n", "The file holds no records"],
  ["a workbook", Buffer.from("504b0304", "hex"), "ZIP or Excel"],
  [
    "cut-off gzip",
    gzipSync(
      Buffer.from(`a,b\n${Array.from({ length: 5_000 }, (_, at) => `${at},${at * 7}\n`).join("")}`),
    ).subarray(0, 8_000),
    "ends in the middle",
  ],
  ["binary", Buffer.from([1, 2, 0, 3, 0, 0, 255, 9]), "not a text file"],
])("says what is wrong with %s", async (_name, content, message) => {
  await expect(analyzeFile(write("wrong.csv", content))).rejects.toThrow(message);
});
