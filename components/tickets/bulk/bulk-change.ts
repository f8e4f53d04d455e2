import type { z } from "zod";
import type { startBulkInput } from "@/lib/bulk/schema";
import type { RowSelection } from "../../shared/row-selection";
import type { OfferedAction } from "./bulk-actions";

type StartBulk = z.input<typeof startBulkInput>;
export type BulkSelectionInput = Pick<StartBulk, "ticket_ids" | "filter" | "except_ids">;

/** What the fields of the dialog hold; each action reads its own. */
export interface BulkDraft {
  ownerRole: string;
  ownerId: string | null;
  status: string;
  priority: string;
  addTags: string[];
  removeTags: string[];
  text: string;
}

export const emptyDraft: BulkDraft = {
  ownerRole: "",
  ownerId: null,
  status: "",
  priority: "",
  addTags: [],
  removeTags: [],
  text: "",
};

/** The payload of a change, or null while something it needs is missing. */
export function payloadOf(action: OfferedAction, draft: BulkDraft): Record<string, unknown> | null {
  const text = draft.text.trim();
  switch (action) {
    case "assign":
      return draft.ownerRole ? { owner_role: draft.ownerRole, owner_id: draft.ownerId } : null;
    case "transition":
      return draft.status ? { status: draft.status } : null;
    case "priority":
      return draft.priority ? { priority: draft.priority } : null;
    case "tags":
      return tagsPayload(draft);
    case "resolve":
      return text ? { resolution_summary: text } : null;
    case "reply":
    case "note":
      return text ? { message: text } : null;
    default:
      return {};
  }
}

/** Ids where rows were picked; the filter itself where the whole list was. */
export function selectionInput(selection: RowSelection, query: Record<string, string>): BulkSelectionInput {
  if (selection.mode === "some") return { ticket_ids: Array.from(selection.ids) };
  const { sort: _sort, order: _order, ...filter } = query;
  return { filter: filter as BulkSelectionInput["filter"], except_ids: Array.from(selection.except) };
}

function tagsPayload({ addTags, removeTags }: BulkDraft): Record<string, unknown> | null {
  if (addTags.length === 0 && removeTags.length === 0) return null;
  return {
    ...(addTags.length > 0 && { add: addTags }),
    ...(removeTags.length > 0 && { remove: removeTags }),
  };
}
