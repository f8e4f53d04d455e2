import { expect, test } from "vitest";
import { exportColumns } from "@/lib/exports/schema";
import { columnNames, columnsAsShown } from "./export-words";

test("every column of a file has a name, and they stand in the file's order", () => {
  expect(columnNames).toEqual([...exportColumns]);
});

test("what a list shows in one column becomes as many as it holds", () => {
  expect(columnsAsShown(["number", "priority", "title", "owner", "sla_due_at", "unknown", "title"])).toEqual([
    "number",
    "priority",
    "title",
    "tags",
    "owner_name",
    "owner_role",
    "sla_status",
    "sla_due_at",
  ]);
});
