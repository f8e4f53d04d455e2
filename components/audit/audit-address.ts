import type { auditApi } from "@/lib/audit/api";
import type { CallInput } from "@/lib/platform/api-client";
import type { FilterCondition, FilterValue } from "../shared/filter-types";

type Query = NonNullable<CallInput<typeof auditApi.list>["query"]>;
type Parameters = Record<string, string | string[] | undefined>;

const choices = ["actor_id", "action"] as const;

/** The address of the page is the API's own query, so a pasted link shows the same rows. */
export function readAuditAddress(parameters: Parameters): FilterValue {
  const value = (name: string) => [parameters[name] ?? []].flat().join(",");
  const conditions: FilterCondition[] = [];
  for (const field of choices) {
    if (value(field)) conditions.push({ field, operator: "is", values: value(field).split(",") });
    else if (value(`${field}_not`))
      conditions.push({ field, operator: "is_not", values: value(`${field}_not`).split(",") });
  }
  const [from, to, within] = [value("from_date"), value("to_date"), value("created_within")];
  if (within) conditions.push({ field: "created_at", operator: "within", values: [within] });
  else if (from && to) conditions.push({ field: "created_at", operator: "between", values: [from, to] });
  else if (from) conditions.push({ field: "created_at", operator: "after", values: [from] });
  else if (to) conditions.push({ field: "created_at", operator: "before", values: [to] });
  return { search: value("ticket_number"), conditions };
}

export function auditQuery(filter: FilterValue): Query {
  const query: Record<string, string> = {};
  if (filter.search) query.ticket_number = filter.search.replace(/\D/g, "") || "0";
  for (const condition of filter.conditions) Object.assign(query, conditionQuery(condition));
  return query as Query;
}

export function auditAddress(filter: FilterValue): string {
  const search = new URLSearchParams(auditQuery(filter) as Record<string, string>).toString();
  return search ? `/audit?${search}` : "/audit";
}

function conditionQuery({ field, operator, values }: FilterCondition): Record<string, string> {
  const [first = "", second = ""] = values;
  switch (operator) {
    case "is_not":
      return { [`${field}_not`]: values.join(",") };
    case "within":
      return { created_within: first };
    case "after":
      return { from_date: first };
    case "before":
      return { to_date: first };
    case "between":
      return { from_date: first, to_date: second };
    default:
      return { [field]: values.join(",") };
  }
}
