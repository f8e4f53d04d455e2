import { describe, expect, it } from "vitest";
import { countSelected, emptySelection, isRowSelected, selectRows, wholeSelection } from "./row-selection";

describe("row selection", () => {
  it("adds and removes single rows", () => {
    const two = selectRows(emptySelection, ["a", "b"], true);
    const one = selectRows(two, ["a"], false);
    expect(countSelected(two, 100)).toBe(2);
    expect(isRowSelected(one, "a")).toBe(false);
    expect(isRowSelected(one, "b")).toBe(true);
  });

  it("keeps exceptions from everything, also for rows that were never loaded", () => {
    const most = selectRows(wholeSelection, ["a"], false);
    expect(countSelected(most, 100_000)).toBe(99_999);
    expect(isRowSelected(most, "a")).toBe(false);
    expect(isRowSelected(most, "never loaded")).toBe(true);
    expect(countSelected(selectRows(most, ["a"], true), 100_000)).toBe(100_000);
  });
});
