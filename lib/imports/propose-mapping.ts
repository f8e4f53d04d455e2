import { guessLevel, guessPriority, guessStatus } from "./guess-values";
import { defaultMissing } from "./missing";
import {
  type ColumnAnalysis,
  type ColumnMapping,
  dateTargets,
  type ImportMapping,
  type ImportTarget,
  repeatableTargets,
} from "./schema";

/** Names that other desks give their columns, compared as lower-case words; the earlier name wins. */
const columnNames: Partial<Record<ImportTarget, readonly string[]>> = {
  external_id: [
    "external id",
    "ticket number",
    "ticket id",
    "incident number",
    "incident id",
    "case number",
    "case id",
    "issue key",
    "issue id",
    "number",
    "ticket",
    "key",
    "case",
    "id",
    "display id",
    "incident",
    "ticket no",
    "reference",
  ],
  title: ["title", "subject", "short description", "summary", "headline", "name"],
  description: [
    "description",
    "body",
    "description text",
    "details",
    "content",
    "text",
    "message",
    "long description",
    "issue description",
  ],
  status: ["status", "incident state", "state", "ticket status", "stage"],
  priority: ["priority", "ticket priority", "prio"],
  urgency: ["urgency"],
  impact: ["impact"],
  created_at: [
    "created at",
    "opened at",
    "created",
    "opened",
    "created on",
    "created date",
    "date created",
    "creation date",
    "open date",
    "created time",
    "reported at",
    "reported",
    "submitted at",
    "sys created at",
    "sys created on",
    "date",
  ],
  updated_at: [
    "updated at",
    "updated",
    "last updated",
    "updated on",
    "last update",
    "modified",
    "last modified",
    "updated time",
    "sys updated at",
    "sys updated on",
  ],
  resolved_at: [
    "resolved at",
    "resolved",
    "resolved on",
    "resolved time",
    "resolution date",
    "date resolved",
    "solved at",
  ],
  closed_at: ["closed at", "closed", "closed on", "closed time", "close date", "date closed"],
  first_response_at: [
    "first response at",
    "first responded at",
    "first reply at",
    "first response",
    "initial response time",
  ],
  sla_due_at: ["sla due at", "due by", "due at", "due date", "sla due", "due"],
  sla_met: ["made sla", "sla met", "within sla"],
  owner: [
    "owner",
    "assignee",
    "assigned to",
    "agent",
    "owner email",
    "assignee email",
    "responder",
    "agent email",
    "responder name",
  ],
  owner_role: ["owner role", "queue"],
  requester: [
    "requester",
    "caller id",
    "caller",
    "customer",
    "reporter",
    "requester name",
    "requested for",
    "customer name",
    "opened for",
    "contact name",
  ],
  requester_email: [
    "requester email",
    "customer email",
    "caller email",
    "reporter email",
    "contact email",
    "email",
  ],
  franchise_code: ["franchise code", "franchise", "branch code"],
  linked_type: ["linked type"],
  linked_id: ["linked id"],
  severity: ["severity"],
  tags: ["tags", "labels", "label", "keywords"],
  is_sensitive: ["is sensitive", "sensitive", "confidential"],
  resolution_summary: [
    "resolution summary",
    "resolution",
    "close notes",
    "resolution notes",
    "solution",
    "resolution text",
  ],
  assignment_group: [
    "assignment group",
    "group",
    "assigned group",
    "team",
    "group name",
    "support group",
    "department",
  ],
};
const eventNames: Partial<Record<ImportTarget, readonly string[]>> = {
  event_at: [
    "sys updated at",
    "sys updated on",
    "event at",
    "event time",
    "timestamp",
    "time",
    "changed at",
    "updated at",
    "updated on",
    "updated",
  ],
  event_order: ["sys mod count", "event order", "sequence", "revision"],
  event_by: ["sys updated by", "updated by", "changed by", "event by", "actor", "author"],
};
/** What our own reject files add. */
const ownColumns = ["reject_reason", "reject_line"];

/** A mapping that is right for most exports and easy to correct: by names, then by what the values look like. */
export function proposeMapping(
  columns: readonly ColumnAnalysis[],
  shape: ImportMapping["shape"],
  hasShortRows: boolean,
): ImportMapping {
  const chosen = chooseTargets(columns, shape);
  const mapped = columns.map((column): ColumnMapping => {
    const target = chosen.get(column.name) ?? fallbackTarget(column);
    return {
      column: column.name,
      target,
      ...(target === "metadata" && { key: metadataKey(column.name) }),
      ...(dateTargets.includes(target) && { date_format: column.date_format ?? "iso" }),
    };
  });
  return {
    columns: mapped,
    values: proposeValues(columns, mapped),
    shape,
    source: "import",
    title_template: proposeTitle(mapped),
    time_zone: null,
    missing: [...defaultMissing],
    default_status: "NEW",
    default_priority: "MEDIUM",
    short_rows: hasShortRows ? "pad" : "reject",
  };
}

/** The column that names the ticket, whether or not its rows are events. */
export function findIdColumn(columns: readonly ColumnAnalysis[]): string | null {
  return bestColumn(columns, columnNames.external_id ?? [], new Set())?.name ?? null;
}

export function findEventTime(columns: readonly ColumnAnalysis[]): string | null {
  return bestColumn(columns.filter(isDate), eventNames.event_at ?? [], new Set())?.name ?? null;
}

export function metadataKey(column: string): string {
  const key = words(column).replaceAll(" ", "_").slice(0, 100);
  return key === "" || key === "import" ? "value" : key;
}

function chooseTargets(
  columns: readonly ColumnAnalysis[],
  shape: ImportMapping["shape"],
): Map<string, ImportTarget> {
  const chosen = new Map<string, ImportTarget>();
  const taken = new Set<string>(ownColumns);
  const names = shape === "events" ? { ...eventNames, ...columnNames } : columnNames;
  for (const [target, candidates] of Object.entries(names) as [ImportTarget, readonly string[]][]) {
    const fitting = columns.filter((column) => fits(target, column, shape));
    const column = bestColumn(fitting, candidates, taken);
    if (!column) continue;
    chosen.set(column.name, target);
    if (!repeatableTargets.includes(target)) taken.add(column.name);
  }
  for (const name of ownColumns) chosen.set(name, "ignore");
  chooseText(columns, chosen);
  // A priority says already what urgency and impact would be combined to.
  if ([...chosen.values()].includes("priority"))
    for (const [name, target] of chosen)
      if (target === "urgency" || target === "impact") chosen.set(name, "metadata");
  return chosen;
}

/** Without a column named so, the one with the longest texts is the description. */
function chooseText(columns: readonly ColumnAnalysis[], chosen: Map<string, ImportTarget>): void {
  if ([...chosen.values()].some((target) => target === "title" || target === "description")) return;
  const length = (column: ColumnAnalysis) => Math.max(...column.samples.map((sample) => sample.length));
  const texts = columns.filter(
    (column) => column.type === "text" && !chosen.has(column.name) && length(column) >= 60,
  );
  const longest = texts.sort((left, right) => length(right) - length(left))[0];
  if (longest) chosen.set(longest.name, "description");
}

/** A column of numbers is no title, and one without dates no time. */
function fits(target: ImportTarget, column: ColumnAnalysis, shape: ImportMapping["shape"]): boolean {
  if (column.type === "empty") return false;
  if (dateTargets.includes(target)) return isDate(column);
  if (target === "title" || target === "description")
    return column.type === "text" && (column.distinct_count > 1 || column.filled_count === 1);
  // An id that most rows share would make nearly all of them duplicates.
  if (target === "external_id")
    return column.type !== "date" && (shape === "events" || column.distinct_count >= column.filled_count / 2);
  if (target === "requester_email") return column.samples.some((sample) => sample.includes("@"));
  if (target === "owner_role" || target === "tags") return column.type === "text";
  return true;
}

function isDate(column: ColumnAnalysis): boolean {
  return column.type === "date" && column.date_format !== null;
}

function bestColumn(
  columns: readonly ColumnAnalysis[],
  candidates: readonly string[],
  taken: ReadonlySet<string>,
): ColumnAnalysis | undefined {
  for (const candidate of candidates) {
    const found = columns.find((column) => !taken.has(column.name) && words(column.name) === candidate);
    if (found) return found;
  }
  return undefined;
}

/** Nothing is thrown away unasked: what has no field of its own stays in the metadata. */
function fallbackTarget(column: ColumnAnalysis): ImportTarget {
  return column.type === "empty" ? "ignore" : "metadata";
}

function proposeValues(
  columns: readonly ColumnAnalysis[],
  mapped: readonly ColumnMapping[],
): ImportMapping["values"] {
  const valuesOf = (target: ImportTarget): string[] => {
    const name = mapped.find((column) => column.target === target)?.column;
    return (columns.find((column) => column.name === name)?.values ?? []).map(({ value }) => value);
  };
  const table = <Value>(target: ImportTarget, guess: (value: string, others: string[]) => Value | null) => {
    const values = valuesOf(target);
    return Object.fromEntries(values.map((value) => [value, guess(value, values)]));
  };
  return {
    status: table("status", guessStatus),
    priority: table("priority", guessPriority),
    urgency: table("urgency", guessLevel),
    impact: table("impact", guessLevel),
  };
}

function proposeTitle(mapped: readonly ColumnMapping[]): string | null {
  if (mapped.some((column) => column.target === "title" || column.target === "description")) return null;
  const id = mapped.find((column) => column.target === "external_id");
  const topics = mapped.filter((column) =>
    /^(?:category|sub ?category|type|service|symptom|topic|u symptom)$/.test(words(column.column)),
  );
  const parts = [...(id ? [id] : []), ...topics.slice(0, 3)];
  return parts.length > 0 ? parts.map((column) => `{${column.column}}`).join(" · ") : null;
}

function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
