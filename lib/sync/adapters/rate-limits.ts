import type { Vendor } from "./adapter";

/** Calls a minute: in all, of lists, of single tickets. */
type Plan = { all: number; list: number | null; ticket: number | null };

/**
 * The headers state the account's total alone; what lists and single tickets have of it is published by plan. A total in
 * between, which add-ons give, gets what the plan below it has. Zendesk's number is that of its incremental exports.
 */
const plans: Record<Vendor, Plan[]> = {
  freshservice: [
    { all: 100, list: 40, ticket: 50 },
    { all: 200, list: 70, ticket: 80 },
    { all: 400, list: 120, ticket: 140 },
    { all: 500, list: 140, ticket: 160 },
  ],
  freshdesk: [
    { all: 200, list: 20, ticket: null },
    { all: 400, list: 100, ticket: null },
    { all: 700, list: 200, ticket: null },
  ],
  zendesk: [{ all: 1, list: 10, ticket: null }],
};

export function partsOf(vendor: Vendor, total: number): { list: number | null; ticket: number | null } {
  const { list, ticket } = plans[vendor].findLast(({ all }) => all <= total) ?? { list: null, ticket: null };
  return { list, ticket };
}
