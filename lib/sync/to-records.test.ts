import { expect, test } from "vitest";
import { toRecords } from "./to-records";

test("what PostgreSQL cannot keep goes, and nothing else", () => {
  const at = new Date("2026-01-04T14:22:43.120Z");
  const rows = [{ text: "a\0b \ud83d c \ud83d\ude00 \\u0000 \\ud83d", at, tags: ["\0x"], none: null }];
  expect(JSON.parse(toRecords(rows))).toEqual([
    { text: "ab \ufffd c \ud83d\ude00 \\u0000 \\ud83d", at: at.toISOString(), tags: ["x"], none: null },
  ]);
  const plain = [{ text: "naïve 😀", at, tags: [], none: null }];
  expect(toRecords(plain)).toBe(JSON.stringify(plain));
});
