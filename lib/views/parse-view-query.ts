import { AppError } from "@/lib/platform/errors";
import { listTicketsQuery, type TicketFilters } from "@/lib/tickets/schema";

/** What a view's stored address means, or null where the list would refuse it. */
export function parseViewQuery(query: string): TicketFilters | null {
  const parsed = listTicketsQuery.safeParse(toRecord(query));
  return parsed.success ? parsed.data : null;
}

/** Refuses an address the list could not show, naming the filter at fault. */
export function requireViewQuery(query: string): void {
  const parsed = listTicketsQuery.safeParse(toRecord(query));
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  const message = `${issue?.path.join(".")}: ${issue?.message}`;
  throw new AppError("invalid_input", `The view's filters are not valid: ${message}`, {
    fields: [{ field: "query", message }],
  });
}

function toRecord(query: string): Record<string, string | string[]> {
  const search = new URLSearchParams(query.replace(/^\?/, ""));
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}
