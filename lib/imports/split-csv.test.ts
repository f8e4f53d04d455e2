import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FileRecord } from "./records";
import { csvSplitter, writeCsvLine } from "./split-csv";

const start = { byte_offset: 0, line_offset: 0 };

/** Cuts a text given in pieces of the named lengths. */
function split(text: string, pieces: readonly number[] = [], delimiter = ","): FileRecord[] {
  const splitter = csvSplitter({ delimiter, newline: "\n" }, start);
  const records: FileRecord[] = [];
  let at = 0;
  for (const length of pieces) {
    records.push(...splitter.push(text.slice(at, at + length)));
    at += length;
  }
  return [...records, ...splitter.push(text.slice(at)), ...splitter.finish()];
}
const cells = (records: readonly FileRecord[]) => records.map((record) => record.cells);

describe("what real files hold", () => {
  test.each([
    [
      "line ends of every kind",
      'a,b\r\n1,2\n3,"4"\r\n',
      [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    [
      "no line end at the last row",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["line ends inside quotes", 'a\n"one\ntwo\r\nthree",x\n', [["a"], ["one\ntwo\r\nthree", "x"]]],
    ["doubled quotes", '"she said ""no""",x\n', [['she said "no"', "x"]]],
    ["quotes inside unquoted values", '5" pipe,7\n', [['5" pipe', "7"]]],
    ["stray quotes inside quoted values", '"he said "hello" twice",x\n', [['he said "hello" twice', "x"]]],
    [
      "empty values and rows",
      "a,b\n\n,\n1,\n",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    ["delimiters inside quotes", '"a,b";c\n', [["a,b", "c"]], ";"],
  ])("%s", (_name, text, expected, delimiter = ",") => {
    expect(cells(split(text, [], delimiter))).toEqual(expected);
  });

  test("a quote that is never closed costs its own line only", () => {
    const records = split('a,b\n"open,1\n2,3\n4,5\n');
    expect(records.map((record) => record.problem !== null)).toEqual([false, true, false, false]);
    expect(records[1]?.raw).toBe('"open,1');
    expect(cells(records.slice(2))).toEqual([
      ["2", "3"],
      ["4", "5"],
    ]);
  });

  test("lines and bytes are where they say", () => {
    const text = 'é,b\n"x\ny",2\r\n\n3,4\n';
    const records = split(text);
    expect(records.map((record) => record.line)).toEqual([1, 2, 5]);
    const bytes = Buffer.from(text);
    expect(bytes.subarray(records[0]?.end, records[1]?.end).toString()).toBe('"x\ny",2\r\n');
    expect(records.at(-1)?.end).toBe(bytes.length);
  });
});

const value = fc.string({
  unit: fc.constantFrom("a", "é", "𝄞", " ", ",", ";", '"', "\n", "\r\n", "x", "0"),
  maxLength: 12,
});
const table = fc.array(fc.array(value, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
const filled = (rows: string[][]) => rows.filter((row) => row.some((cell) => cell !== ""));

test("whatever is written comes back, however the text is cut into pieces", () => {
  fc.assert(
    fc.property(table, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }), (rows, pieces) => {
      const text = rows.map((row) => `${writeCsvLine(row, ",")}\r\n`).join("");
      expect(cells(split(text, pieces))).toEqual(filled(rows));
    }),
    { numRuns: 400 },
  );
});

test("agrees with an independent parser on well-formed files", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = rows.map((row) => `${writeCsvLine(row, ",")}\n`).join("");
      const theirs = parse(text, { relax_column_count: true, record_delimiter: "\n" }) as string[][];
      expect(cells(split(text))).toEqual(filled(theirs));
    }),
  );
});

test("a record can be found again by its place", () => {
  fc.assert(
    fc.property(table, fc.nat(), (rows, seed) => {
      const text = rows.map((row) => `${writeCsvLine(row, ",")}\n`).join("");
      const all = split(text);
      const from = all[seed % Math.max(1, all.length)];
      if (!from) return;
      const rest = csvSplitter(
        { delimiter: ",", newline: "\n" },
        { byte_offset: from.end, line_offset: from.nextLine - 1 },
      );
      const text2 = Buffer.from(text).subarray(from.end).toString();
      const found = [...rest.push(text2), ...rest.finish()];
      expect(found).toEqual(all.slice(all.indexOf(from) + 1));
    }),
  );
});
