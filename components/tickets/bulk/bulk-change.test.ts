import { describe, expect, it } from "vitest";
import { previewBulkInput } from "@/lib/bulk/schema";
import { readAddress, toApiQuery } from "../ticket-list/list-address";
import { emptyDraft, payloadOf, selectionInput } from "./bulk-change";

const id = "0198c0de-0000-7000-8000-000000000001";

describe("a bulk change", () => {
  it("waits for what it needs", () => {
    for (const action of ["assign", "transition", "priority", "tags", "resolve", "reply", "note"] as const)
      expect(payloadOf(action, emptyDraft)).toBeNull();
    expect(payloadOf("close", emptyDraft)).toEqual({});
  });

  it.each([
    ["assign", { ownerRole: "ops_agent", ownerId: "auto" }],
    ["transition", { status: "IN_PROGRESS" }],
    ["priority", { priority: "HIGH" }],
    ["tags", { addTags: ["urgent"], removeTags: ["late"] }],
    ["resolve", { text: "Refund sent to the shipper." }],
    ["note", { text: "Checked by hand." }],
  ] as const)("is what the API takes: %s", (action, change) => {
    const payload = payloadOf(action, { ...emptyDraft, ...change } as typeof emptyDraft);
    const input = { action, payload, ticket_ids: [id] };
    expect(previewBulkInput.safeParse(input).error).toBeUndefined();
  });

  it("names the rows that were picked", () => {
    expect(selectionInput({ mode: "some", ids: new Set([id]) }, { status: "NEW" })).toEqual({
      ticket_ids: [id],
    });
  });

  it("hands the filter over when the whole list is selected", () => {
    const query = toApiQuery(
      readAddress("status=NEW,OPEN&watching=true&created_within=today&sort=priority&order=asc"),
    );
    const selection = selectionInput({ mode: "all", except: new Set([id]) }, query);
    const parsed = previewBulkInput.parse({ action: "close", payload: {}, ...selection });
    expect(parsed.filter).toMatchObject({ status: ["NEW", "OPEN"], watching: true, created_within: "today" });
    expect(parsed.filter).not.toHaveProperty("sort");
    expect(parsed.except_ids).toEqual([id]);
  });
});
