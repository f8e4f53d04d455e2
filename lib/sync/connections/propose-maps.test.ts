import { expect, test } from "vitest";
import { proposeMaps } from "./propose-maps";
import { connectionSettingsOf } from "./schema";

const settings = connectionSettingsOf("freshservice").parse({});
const told = (statuses: [string, string][], sources: [string, string][] = []) => ({
  statuses: statuses.map(([code, name]) => ({ code, name })),
  sources: sources.map(([code, name]) => ({ code, name })),
  priorities: [],
  workspaces: [],
});

test("words the vendor always has keep their meaning, another desk's own are read anew", () => {
  const { status_map } = proposeMaps(
    "freshservice",
    settings,
    told([
      ["2", "Open"],
      ["5", "Closed"],
      ["9", "Awaiting Customer"],
      ["8", "With Supplier"],
      ["13", "Billing complete"],
      ["19", "Purple"],
      ["31", "Customer replied"],
      ["32", "Awaiting billing"],
    ]),
  );
  expect(status_map).toMatchObject({
    2: "OPEN",
    5: "CLOSED",
    9: "AWAITING_SHIPPER",
    8: "AWAITING_OPERATOR",
    13: "RESOLVED",
    31: "OPEN",
    32: "AWAITING_FINANCE",
  });
  expect(status_map).not.toHaveProperty("19");
  expect(status_map[10]).toBe("AWAITING_OPERATOR");
});

test("a source becomes a word", () => {
  const { source_map } = proposeMaps(
    "freshservice",
    settings,
    told(
      [],
      [
        ["1", "E-Mail"],
        ["1001", "Shop floor tablet!"],
      ],
    ),
  );
  expect(source_map).toMatchObject({ 1: "email", 1001: "shop-floor-tablet" });
});
