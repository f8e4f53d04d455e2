import { describe, expect, it } from "vitest";
import { changeWords } from "./change-words";

describe("changeWords", () => {
  it.each([
    [112, 100, "+12%", "12 more than 8–14 Nov: 100"],
    [50, 100, "−50%", "50 fewer than 8–14 Nov: 100"],
    [7, 3, "+4", "4 more than 8–14 Nov: 3"],
    [5, 0, "+5", "5 more than 8–14 Nov: 0"],
    [0, 0, "same", "The same as 8–14 Nov: 0"],
    [301, 300, "+1", "1 more than 8–14 Nov: 300"],
    [9_000, 30, "+8,970", "8,970 more than 8–14 Nov: 30"],
  ])("%i after %i is %s", (value, previous, words, sentence) => {
    expect(changeWords(value, previous, "8–14 Nov")).toMatchObject({ words, sentence });
  });
});
