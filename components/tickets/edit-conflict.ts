import { ApiError } from "@/lib/platform/api-client";
import type { TicketData } from "./ticket-queries";

export type FieldConflict = { field: string; yours: unknown; theirs: unknown };
export type EditConflict = { version: number; fields: FieldConflict[] };

type Differing = Record<string, { yours: unknown; current: unknown }>;

/**
 * What a colleague changed under one's hands, or null when the error is something else. Fields that still are as
 * they were seen are no conflict: someone changed another part of the ticket.
 */
export function readConflict(error: unknown, seen: Partial<TicketData>): EditConflict | null {
  if (!(error instanceof ApiError) || error.problem.code !== "conflict") return null;
  const { current_version: version, differing_fields: differing } = error.problem;
  if (typeof version !== "number") return null;
  const before = seen as Record<string, unknown>;
  const fields = Object.entries((differing ?? {}) as Differing)
    .filter(([field, { current }]) => JSON.stringify(before[field]) !== JSON.stringify(current))
    .map(([field, { yours, current }]) => ({ field, yours, theirs: current }));
  return { version, fields };
}

/** Sends a change made on `seen`; when only other fields moved on meanwhile it is sent again on top of them. */
export async function sendOnTop<Result>(
  seen: Partial<TicketData> & { version: number },
  send: (version: number) => Promise<Result>,
): Promise<Result> {
  try {
    return await send(seen.version);
  } catch (error) {
    const conflict = readConflict(error, seen);
    if (!conflict || conflict.fields.length > 0) throw error;
    return send(conflict.version);
  }
}
