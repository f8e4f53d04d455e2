import type { TicketPriority } from "@/lib/tickets/schema";
import { linkedTypes } from "@/lib/tickets/schema";
import { isFinished, type TicketStatus } from "@/lib/tickets/status";
import { buildHistory, type HistoryEntry, type TrackedState } from "./build-history";
import { priorityOf, type RowValues } from "./compile-mapping";
import type { Cell } from "./records";
import type { ImportMapping } from "./schema";

/** A ticket as it goes to the database; names (owner, requester, franchise) are looked up there. */
export type NewTicket = {
  external_id: string;
  title: string;
  description: string;
  status: TicketStatus;
  priority: TicketPriority;
  created_at: Date;
  updated_at: Date;
  resolved_at: Date | null;
  closed_at: Date | null;
  first_response_at: Date | null;
  sla_due_at: Date | null;
  sla_breached: boolean;
  owner: string | null;
  owner_role: string | null;
  requester: string | null;
  requester_email: string | null;
  franchise_code: string | null;
  linked_type: string | null;
  linked_id: string | null;
  severity: string | null;
  tags: string[];
  is_sensitive: boolean;
  resolution_summary: string | null;
  metadata: Record<string, Cell>;
};

export type BuiltTicket = {
  ticket: NewTicket;
  history: HistoryEntry[];
  /** Fields the file really gave, which an update of an existing ticket takes over. */
  given: (keyof NewTicket)[];
  /** All of it happened before what is already stored. */
  isOlder: boolean;
  notes: string[];
};

export type BuildContext = {
  mapping: ImportMapping;
  jobId: string;
  /** Names rows without an id of their own, so that the same file never makes the same ticket twice. */
  fileDigest: string;
  /** For rows without a date of creation. */
  startedAt: Date;
};

const titleLimit = 500;
const derivedTitleLength = 120;

/** One ticket from its rows: one row, or all the events of one id in the order they happened. */
export function buildTicket(
  rows: readonly RowValues[],
  context: BuildContext,
  before: TrackedState | null,
): BuiltTicket | string {
  const ordered = inOrder(rows);
  const last = ordered.at(-1);
  const first = ordered[0];
  if (!last || !first) return "No row.";
  const externalId = last.externalId ?? `file-${context.fileDigest.slice(0, 12)}-${last.row}`;
  const notes = [...last.notes];
  const words = chooseWords(ordered, last.externalId, notes);
  if (!words) return "The row has neither a title nor a description nor an id.";
  const history = buildHistory(ordered, context.mapping, before);
  const times = chooseTimes(ordered, history.status, context.startedAt, notes);
  const ticket: NewTicket = {
    external_id: externalId,
    ...words,
    status: history.status,
    priority: history.priority,
    ...times,
    sla_breached: last.slaMet === false,
    owner: last.owner,
    owner_role: last.ownerRole,
    requester: latest(ordered, "requester"),
    requester_email: latest(ordered, "requesterEmail"),
    franchise_code: last.franchiseCode,
    ...linkOf(last, notes),
    severity: last.severity?.slice(0, 20) ?? null,
    tags: last.tags,
    is_sensitive: ordered.some((row) => row.isSensitive),
    resolution_summary: latest(ordered, "resolution"),
    metadata: {
      ...last.metadata,
      ...(last.group !== null && { assignment_group: last.group }),
      ...(last.owner !== null && { assigned_to: last.owner }),
      import: {
        job_id: context.jobId,
        row: last.row,
        initial_status: history.initialStatus,
        initial_priority: history.initialPriority,
        ...(context.mapping.shape === "events" && {
          last_event_at: new Date(history.lastEventAt).toISOString(),
        }),
      },
    },
  };
  return {
    ticket,
    history: history.entries,
    given: givenFields(ordered, last),
    isOlder: history.isOlder,
    notes,
  };
}

/** By time, then by the source's own count, then as in the file. */
function inOrder(rows: readonly RowValues[]): RowValues[] {
  if (rows.length === 1) return [...rows];
  return rows.toSorted(
    (left, right) =>
      (left.dates.event_at ?? 0) - (right.dates.event_at ?? 0) ||
      left.eventOrder - right.eventOrder ||
      left.line - right.line,
  );
}

function latest(
  rows: readonly RowValues[],
  field: "title" | "description" | "requester" | "requesterEmail" | "resolution" | "templated",
) {
  return rows.findLast((row) => row[field] !== null)?.[field] ?? null;
}

function chooseWords(
  rows: readonly RowValues[],
  externalId: string | null,
  notes: string[],
): Pick<NewTicket, "title" | "description"> | null {
  const description = latest(rows, "description");
  const given = latest(rows, "title")?.replace(/\s+/g, " ");
  if (given && given.length > titleLimit) {
    notes.push(`The title is cut to ${titleLimit} characters; all of it begins the description.`);
    return {
      title: `${given.slice(0, titleLimit - 1)}…`.toWellFormed(),
      description: description ? `${given}\n\n${description}` : given,
    };
  }
  if (given) {
    if (!description) notes.push("No description: the title stands for it.");
    return { title: given, description: description ?? given };
  }
  const templated = latest(rows, "templated");
  const title =
    templated?.slice(0, titleLimit) ??
    (description ? firstWords(description) : null) ??
    (externalId ? `Imported ticket ${externalId}` : null);
  if (!title) return null;
  notes.push(
    templated
      ? "No title: made from the columns named in the mapping."
      : description
        ? "No title: taken from the description's beginning."
        : "No title: made from the id.",
  );
  return { title: title.toWellFormed(), description: description ?? title };
}

function firstWords(text: string): string | null {
  const line =
    text
      .trim()
      .split(/\n|(?<=[.!?])\s/, 1)[0]
      ?.replace(/\s+/g, " ")
      .trim() ?? "";
  if (line === "") return null;
  if (line.length <= derivedTitleLength) return line;
  const cut = line.slice(0, derivedTitleLength - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), derivedTitleLength / 2)).trimEnd()}…`;
}

type Times = Pick<
  NewTicket,
  "created_at" | "updated_at" | "resolved_at" | "closed_at" | "first_response_at" | "sla_due_at"
>;

/** Resolved and closed belong to those statuses alone: an open row of a log may already tell how it will end. */
function chooseTimes(
  rows: readonly RowValues[],
  status: TicketStatus,
  startedAt: Date,
  notes: string[],
): Times {
  const last = rows.at(-1);
  const dates = last?.dates ?? {};
  const created =
    rows.find((row) => row.dates.created_at !== undefined)?.dates.created_at ?? rows[0]?.dates.event_at;
  const known = [dates.updated_at, dates.event_at, dates.closed_at, dates.resolved_at].find(
    (value) => value !== undefined,
  );
  if (created === undefined) notes.push("No date of creation: the time of the import counts.");
  const createdAt = created ?? Math.min(known ?? startedAt.getTime(), startedAt.getTime());
  const endedAt = dates.closed_at ?? dates.resolved_at ?? dates.event_at ?? dates.updated_at ?? createdAt;
  if (status === "CLOSED" && dates.closed_at === undefined)
    notes.push("No date of closing: the last known time counts.");
  const resolvedAt = dates.resolved_at ?? (status === "RESOLVED" ? endedAt : undefined);
  return {
    created_at: new Date(createdAt),
    updated_at: new Date(Math.max(known ?? createdAt, createdAt)),
    resolved_at: isFinished(status) ? asDate(resolvedAt) : null,
    closed_at: status === "CLOSED" ? new Date(endedAt) : null,
    first_response_at: asDate(dates.first_response_at),
    sla_due_at: asDate(dates.sla_due_at),
  };
}

function linkOf(row: RowValues, notes: string[]): Pick<NewTicket, "linked_type" | "linked_id"> {
  const type = row.linkedType?.toLowerCase() ?? null;
  if (type && row.linkedId && (linkedTypes as readonly string[]).includes(type))
    return { linked_type: type, linked_id: row.linkedId };
  if (row.linkedType) row.metadata.linked_type = row.linkedType;
  if (row.linkedId) row.metadata.linked_id = row.linkedId;
  if (row.linkedType || row.linkedId)
    notes.push("The linked record needs a known type and an id; it is kept in the metadata.");
  return { linked_type: null, linked_id: null };
}

function givenFields(rows: readonly RowValues[], last: RowValues): (keyof NewTicket)[] {
  const given: (keyof NewTicket)[] = ["metadata", "updated_at"];
  const some = (has: (row: RowValues) => boolean, ...fields: (keyof NewTicket)[]) => {
    if (rows.some(has)) given.push(...fields);
  };
  some((row) => row.title !== null, "title");
  some((row) => row.description !== null, "description");
  some((row) => row.status !== null, "status", "resolved_at", "closed_at");
  some((row) => priorityOf(row) !== null, "priority");
  some((row) => row.dates.created_at !== undefined, "created_at");
  for (const field of ["first_response_at", "sla_due_at"] as const)
    if (last.dates[field] !== undefined) given.push(field);
  some((row) => row.slaMet !== null, "sla_breached");
  some((row) => row.owner !== null, "owner");
  some((row) => row.ownerRole !== null, "owner_role");
  some((row) => row.requester !== null || row.requesterEmail !== null, "requester", "requester_email");
  some((row) => row.franchiseCode !== null, "franchise_code");
  some((row) => row.linkedId !== null && row.linkedType !== null, "linked_type", "linked_id");
  some((row) => row.severity !== null, "severity");
  some((row) => row.tags.length > 0, "tags");
  some((row) => row.isSensitive, "is_sensitive");
  some((row) => row.resolution !== null, "resolution_summary");
  return given;
}

function asDate(instant: number | undefined): Date | null {
  return instant === undefined ? null : new Date(instant);
}
