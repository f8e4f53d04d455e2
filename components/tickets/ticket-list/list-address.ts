import type { FilterCondition, FilterValue } from "../../shared/filter-types";

/** Everything the address of the list says. Its query is the API's own, so a link works in both. */
export interface ListAddress {
  filter: FilterValue;
  sort: TicketSort;
  order: "asc" | "desc";
  /** The saved view it started from; decides the columns, not the rows. */
  viewId: string | null;
}

/** Several values and their negation: `status=OPEN,NEW`, `status_not=CLOSED`. */
const choiceFields = [
  "status",
  "priority",
  "owner_id",
  "owner_role",
  "franchise_id",
  "linked_type",
  "linked_id",
  "tags",
  "sla_status",
  "response_status",
  "next_response_status",
  "requester_id",
  "company_id",
  "created_by_id",
  "source",
];
const singleFields = ["my_work", "watching", "is_sensitive", "archived", "merged", "sla_replay"];
const textFields = ["number"];
const dateFields: Record<string, { from: string; to: string; within: string }> = {
  created_at: { from: "from_date", to: "to_date", within: "created_within" },
  updated_at: { from: "updated_from", to: "updated_to", within: "updated_within" },
  sla_due_at: { from: "due_from", to: "due_to", within: "due_within" },
  response_due_at: { from: "response_due_from", to: "response_due_to", within: "response_due_within" },
  next_response_due_at: {
    from: "next_response_due_from",
    to: "next_response_due_to",
    within: "next_response_due_within",
  },
};

export const sorts = [
  "created_at",
  "updated_at",
  "sla_due_at",
  "response_due_at",
  "next_response_due_at",
  "priority",
  "status",
  "number",
  "title",
  "owner",
  "linked",
] as const;
export type TicketSort = (typeof sorts)[number];

/** Open tickets that are mine, wait in my queue or are watched by me, the most urgent first. */
export const myWorkQuery = "my_work=true&status_not=RESOLVED,CLOSED&sort=sla_due_at&order=asc";

const defaultSort = "created_at";
const defaultOrder = "desc";

export function readAddress(search: string | URLSearchParams): ListAddress {
  const params = new URLSearchParams(search);
  const conditions: FilterCondition[] = [];
  for (const name of new Set(params.keys())) {
    const condition = readCondition(name, params);
    const isNew = condition && !conditions.some(({ field }) => field === condition.field);
    if (condition && isNew) conditions.push(condition);
  }
  const sort = sorts.find((known) => known === params.get("sort")) ?? defaultSort;
  return {
    filter: { search: params.get("search") ?? "", conditions },
    sort,
    order: params.get("order") === "asc" ? "asc" : "desc",
    viewId: params.get("view"),
  };
}

/** What the API is asked, and the canonical form of an address: equal lists have equal text. */
export function toApiQuery(address: ListAddress): Record<string, string> {
  const query: Record<string, string> = {};
  for (const condition of address.filter.conditions) Object.assign(query, writeCondition(condition));
  if (address.filter.search.trim()) query.search = address.filter.search.trim();
  if (address.sort !== defaultSort) query.sort = address.sort;
  if (address.order !== defaultOrder) query.order = address.order;
  return query;
}

/** Lists with one key have the same rows in the same order, from the same link. */
export function listKeyOf(address: ListAddress): string {
  return JSON.stringify(toApiQuery(address));
}

/** The query of the page's address, without the question mark. */
export function writeAddress(address: ListAddress): string {
  const params = new URLSearchParams(toApiQuery(address));
  if (address.viewId) params.set("view", address.viewId);
  // Commas and colons are legal in a query; spelled out they keep a pasted link readable.
  return params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

export function listHref(address: ListAddress): string {
  const query = writeAddress(address);
  return query ? `/tickets?${query}` : "/tickets";
}

export function ticketHref(number: number | string, address: ListAddress): string {
  const query = writeAddress(address);
  return query ? `/tickets/${number}?${query}` : `/tickets/${number}`;
}

export function isFiltered({ filter }: ListAddress): boolean {
  return filter.search.trim() !== "" || filter.conditions.length > 0;
}

/** Two addresses that show the same rows in the same order. */
export function isSameList(a: ListAddress, b: ListAddress): boolean {
  return sortedQuery(a) === sortedQuery(b);
}

function sortedQuery(address: ListAddress): string {
  const params = new URLSearchParams(toApiQuery(address));
  params.sort();
  return params.toString();
}

function readCondition(name: string, params: URLSearchParams): FilterCondition | null {
  const values = params
    .getAll(name)
    .flatMap((value) => value.split(","))
    .filter((value) => value !== "");
  if (values.length === 0) return null;
  if (choiceFields.includes(name)) return { field: name, operator: "is", values };
  if (name.endsWith("_not") && choiceFields.includes(name.slice(0, -4)))
    return { field: name.slice(0, -4), operator: "is_not", values };
  if (singleFields.includes(name)) return { field: name, operator: "is", values: values.slice(0, 1) };
  if (textFields.includes(name)) return { field: name, operator: "is", values };
  return readDates(name, params);
}

function readDates(name: string, params: URLSearchParams): FilterCondition | null {
  const found = Object.entries(dateFields).find(([, names]) => Object.values(names).includes(name));
  if (!found) return null;
  const [field, names] = found;
  const within = params.get(names.within);
  if (within) return { field, operator: "within", values: [within] };
  const from = params.get(names.from);
  const to = params.get(names.to);
  if (from && to) return { field, operator: "between", values: [from, to] };
  if (from) return { field, operator: "after", values: [from] };
  return to ? { field, operator: "before", values: [to] } : null;
}

function writeCondition({ field, operator, values }: FilterCondition): Record<string, string> {
  const [first = "", second = ""] = values;
  const dates = dateFields[field];
  if (!dates) return { [operator === "is_not" ? `${field}_not` : field]: values.join(",") };
  if (operator === "within") return { [dates.within]: first };
  if (operator === "between") return { [dates.from]: first, [dates.to]: second };
  return operator === "after" ? { [dates.from]: first } : { [dates.to]: first };
}
