import { describe, expect, it } from "vitest";
import type { ColumnPreferences } from "../../shared/data-table-types";
import { columnKey, readColumnCookie, withColumns, writeColumnCookie } from "./column-cookie";

const wide: ColumnPreferences = {
  order: ["title", "number"],
  hidden: ["source"],
  sizes: { title: 320, sla_due_at: 122 },
};
const plain: ColumnPreferences = { order: [], hidden: [], sizes: {} };

describe("the columns of a view", () => {
  it("survive the cookie", () => {
    const text = writeColumnCookie(
      new Map([
        ["default", wide],
        ["mine", plain],
      ]),
    );
    expect(text).toBe("default~title.number~source~title-320.sla_due_at-122|mine~~~");
    expect(readColumnCookie(text)).toEqual(
      new Map([
        ["default", wide],
        ["mine", plain],
      ]),
    );
  });

  it("ignore what nobody wrote", () => {
    expect(readColumnCookie(undefined).size).toBe(0);
    const [entry] = readColumnCookie("default~title.<script>~__proto__x1~title-99999.number-50").values();
    expect(entry).toEqual({ order: ["title"], hidden: [], sizes: { number: 50 } });
  });

  it("forget the views used longest ago", () => {
    let byView = readColumnCookie("");
    for (let index = 0; index < 20; index += 1) byView = withColumns(byView, `view${index}`, wide);
    const kept = Array.from(readColumnCookie(writeColumnCookie(byView)).keys());
    expect(kept).toHaveLength(8);
    expect(kept[0]).toBe("view19");
  });

  it("go back to the saved ones", () => {
    expect(withColumns(new Map([["default", wide]]), "default", null).size).toBe(0);
  });

  it("are kept under a short name", () => {
    expect(columnKey("0198c0de-0000-7000-8000-0123456789ab", true)).toBe("0123456789ab");
    expect(columnKey(null, true)).not.toBe(columnKey(null, false));
  });
});
