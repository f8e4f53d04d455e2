import { describe, expect, it } from "vitest";
import { conditionWords, emptyFilter, type FilterField, withCondition } from "./filter-types";

const status: FilterField = {
  id: "status",
  label: "status",
  type: "options",
  options: ["New", "Open", "In progress", "Resolved"].map((label) => ({ value: label.toUpperCase(), label })),
  resolveLabel: (value) => (value === "u1" ? "Mira Okafor" : undefined),
};
const words = (operator: "is" | "is_not", ...values: string[]) =>
  conditionWords({ field: "status", operator, values }, status).join(" ");

describe("conditionWords", () => {
  it("reads as a sentence", () => {
    expect(words("is", "OPEN", "IN PROGRESS")).toBe("status is open or in progress");
    expect(words("is_not", "NEW", "OPEN")).toBe("status is not new nor open");
    expect(words("is", "NEW", "OPEN", "RESOLVED")).toBe("status is new, open or resolved");
    expect(words("is", "NEW", "OPEN", "RESOLVED", "IN PROGRESS")).toBe("status is new, open or 2 more");
    expect(words("is", "unknown")).toBe("status is unknown");
  });

  it("knows presets and ranges of dates", () => {
    const created: FilterField = { id: "created_at", label: "created", type: "date" };
    const condition = { field: "created_at", operator: "within" as const, values: ["last_7_days"] };
    expect(conditionWords(condition, created).join(" ")).toBe("created is in the last 7 days");
    const range = { ...condition, operator: "between" as const, values: ["2026-03-01", "2026-03-12"] };
    expect(conditionWords(range, created).join(" ")).toBe("created is between 2026-03-01 and 2026-03-12");
  });
});

describe("withCondition", () => {
  const open = { field: "status", operator: "is" as const, values: ["OPEN"] };
  it("adds, replaces in place and removes", () => {
    const one = withCondition(emptyFilter, open);
    const two = withCondition(one, { field: "priority", operator: "is", values: ["HIGH"] });
    const changed = withCondition(two, { ...open, values: ["NEW"] });
    expect(changed.conditions.map(({ field }) => field)).toEqual(["status", "priority"]);
    expect(changed.conditions[0]?.values).toEqual(["NEW"]);
    expect(withCondition(changed, { ...open, values: [] }).conditions).toHaveLength(1);
  });
});
