import { AppError, toAppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";
import type { Context } from "@/lib/platform/organization";

export type RunningOperation = {
  id: string;
  action: string;
  payload: Record<string, unknown>;
  reason: string;
  undo_of_id: string | null;
};
export type Extra = Record<string, unknown>;
export type Item = { position: number; ticket_id: string };

export type Outcome = Item & {
  result: "succeeded" | "failed";
  error_code: string | null;
  message: string | null;
  extra: Extra;
};

/** One ticket inside its own savepoint: its failure takes back its own changes and events, nobody else's. */
export async function attempt(
  ctx: Context,
  item: Item,
  prepare: (own: Context) => Promise<() => Promise<Extra>>,
): Promise<Outcome> {
  const events: [string, Record<string, unknown>][] = [];
  const own: Context = { ...ctx, emit: (name, data) => events.push([name, data]) };
  let isOpen = false;
  try {
    const apply = await prepare(own);
    await ctx.tx.$executeRaw`savepoint bulk_item`;
    isOpen = true;
    const extra = await apply();
    await ctx.tx.$executeRaw`release savepoint bulk_item`;
    for (const [name, data] of events) ctx.emit(name, data);
    return { ...item, result: "succeeded", error_code: null, message: null, extra };
  } catch (error) {
    const known = toAppError(error);
    if (known.code === "unavailable") throw error;
    if (isOpen) await ctx.tx.$executeRaw`rollback to savepoint bulk_item`;
    if (known.code === "internal") logger.error({ err: error, ticketId: item.ticket_id }, "bulk item failed");
    return { ...item, result: "failed", error_code: known.code, message: known.message, extra: {} };
  }
}

export function refuse(message: string): never {
  throw new AppError("conflict", message);
}
