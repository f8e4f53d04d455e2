import { z } from "zod";
import { invalidField } from "./errors";

const content = z.tuple([z.string(), z.union([z.string(), z.number(), z.null()]), z.string()]);

export type Cursor = { order: string; value: string | number | null; id: string };

/** Opaque to clients: the sort it belongs to, and the sort value and id of the last row seen. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.order, cursor.value, cursor.id])).toString("base64url");
}

export function decodeCursor(text: string, order: string): Cursor {
  try {
    const [cursorOrder, value, id] = content.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    if (cursorOrder === order) return { order, value, id };
  } catch {
    // Falls through to the one answer for every unusable cursor.
  }
  throw invalidField(
    "cursor",
    "This cursor does not belong to this list and sort. Start again without a cursor.",
  );
}
