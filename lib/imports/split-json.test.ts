import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Splitter } from "./records";
import { jsonArraySplitter, jsonLinesSplitter } from "./split-json";

const start = { byte_offset: 0, line_offset: 0 };
const columns = ["id", "text"];

function run(splitter: Splitter, text: string, pieces: readonly number[] = []) {
  const records = [];
  let at = 0;
  for (const length of pieces) {
    records.push(...splitter.push(text.slice(at, at + length)));
    at += length;
  }
  return [...records, ...splitter.push(text.slice(at)), ...splitter.finish()];
}

const row = fc.record({
  id: fc.integer(),
  text: fc.string({
    unit: fc.constantFrom("a", '"', "\\", "{", "}", "[", "]", ",", "\n", "é", "𝄞"),
    maxLength: 10,
  }),
});
const pieces = fc.array(fc.integer({ min: 1, max: 11 }), { maxLength: 80 });

test("arrays come back whole, however they are written and cut", () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 8 }),
      pieces,
      fc.constantFrom(0, 2),
      fc.boolean(),
      (rows, cuts, indent, isWrapped) => {
        const text = JSON.stringify(
          isWrapped ? { total: 3, skipped: [1, 2], tickets: rows } : rows,
          null,
          indent,
        );
        const records = run(jsonArraySplitter(columns, start), text, cuts);
        expect(records.map((record) => record.cells)).toEqual(rows.map(({ id, text: words }) => [id, words]));
        expect(records.every((record) => record.problem === null)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test("lines come back whole, and continue from any record's place", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), pieces, fc.nat(), (rows, cuts, seed) => {
      const text = rows.map((each) => JSON.stringify(each)).join("\n");
      const all = run(jsonLinesSplitter(columns, start), text, cuts);
      expect(all.map((record) => record.cells)).toEqual(rows.map(({ id, text: words }) => [id, words]));
      const at = seed % all.length;
      const from = all[at];
      if (!from) return;
      const place = { byte_offset: from.end, line_offset: from.nextLine - 1 };
      const rest = Buffer.from(text).subarray(from.end).toString();
      expect(run(jsonLinesSplitter(columns, place), rest)).toEqual(all.slice(at + 1));
    }),
  );
});

describe("what is not right", () => {
  test("a damaged element is refused alone", () => {
    const records = run(jsonArraySplitter(columns, start), '[{"id":1},\n{"id":},\n{"id":3}]');
    expect(records.map((record) => [record.line, record.problem === null])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
  });

  test("a file that breaks off keeps its last piece as a refused row", () => {
    const records = run(jsonArraySplitter(columns, start), '[{"id":1},{"id":2,"te');
    expect(records.map((record) => record.problem === null)).toEqual([true, false]);
    expect(records[1]?.raw).toBe('{"id":2,"te');
  });

  test("ids of many digits keep them all, nested names are joined, unknown names are kept", () => {
    const [record] = run(
      jsonLinesSplitter(["id", "by.email"], start),
      '{"id":12345678901234567890,"by":{"email":"a@b.c"},"x":[1]}',
    );
    expect(record?.cells).toEqual(["12345678901234567890", "a@b.c"]);
    expect(record?.extra).toEqual({ x: [1] });
  });
});
