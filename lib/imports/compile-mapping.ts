import { ownerRoles, type TicketPriority } from "@/lib/tickets/schema";
import type { TicketStatus } from "@/lib/tickets/status";
import {
  guessFlag,
  guessLevel,
  guessPriority,
  guessStatus,
  type Level,
  priorityFromLevels,
} from "./guess-values";
import { cellText, isMissing, storable } from "./missing";
import { parseDate } from "./parse-dates";
import { metadataKey } from "./propose-mapping";
import type { Cell, FileRecord } from "./records";
import {
  type ColumnMapping,
  type DateFormat,
  dateTargets,
  type FileFormat,
  type ImportMapping,
} from "./schema";

export type DateTarget =
  | "created_at"
  | "updated_at"
  | "resolved_at"
  | "closed_at"
  | "first_response_at"
  | "sla_due_at"
  | "event_at";

/** One record as the mapping reads it; null is a value the row does not have. */
export type RowValues = {
  /** Its number among the file's records, from 1; lines do not tell records of one-line JSON apart. */
  row: number;
  line: number;
  raw: string;
  externalId: string | null;
  title: string | null;
  description: string | null;
  status: TicketStatus | null;
  priority: TicketPriority | null;
  urgency: Level | null;
  impact: Level | null;
  dates: Partial<Record<DateTarget, number>>;
  slaMet: boolean | null;
  owner: string | null;
  ownerRole: string | null;
  requester: string | null;
  requesterEmail: string | null;
  franchiseCode: string | null;
  linkedType: string | null;
  linkedId: string | null;
  severity: string | null;
  tags: string[];
  isSensitive: boolean;
  resolution: string | null;
  group: string | null;
  eventOrder: number;
  eventBy: string | null;
  metadata: Record<string, Cell>;
  templated: string | null;
  notes: string[];
};
export type Refusal = { row: number; line: number; raw: string; reason: string };
export type ReadRow = (record: FileRecord, row: number) => RowValues | Refusal;
/** Puts one cell into the row; a returned sentence refuses the row. */
type Setter = (row: RowValues, text: string, cell: Cell) => string | undefined;

export function isRefusal(read: RowValues | Refusal): read is Refusal {
  return "reason" in read;
}

/** What decides the priority: its own column, or urgency and impact together. */
export function priorityOf(row: RowValues): TicketPriority | null {
  return row.priority ?? priorityFromLevels(row.urgency, row.impact);
}

/** The mapping as one function from a record of this file to values, built once per run. */
export function compileMapping(
  mapping: ImportMapping,
  format: FileFormat,
  organizationZone: string,
): ReadRow {
  const zone = mapping.time_zone ?? organizationZone;
  const missing = new Set(mapping.missing.map((marker) => marker.trim().toLowerCase()).concat(""));
  const byName = new Map(mapping.columns.map((column) => [column.column, column]));
  const setters = format.columns.map((name) => setterFor(byName.get(name) ?? unmapped(name), mapping, zone));
  const template = compileTemplate(mapping.title_template, format.columns, missing);
  const width = format.columns.length;
  return (record, number) => {
    const refuse = (reason: string): Refusal => ({ row: number, line: record.line, raw: record.raw, reason });
    if (record.problem) return refuse(record.problem);
    const problem = widthProblem(record.cells, width, mapping);
    if (problem) return refuse(problem);
    const row = emptyRow(record, number);
    for (let at = 0; at < width; at += 1) {
      const cell = record.cells[at] ?? null;
      const text = cellText(cell).trim();
      if (isMissing(text, missing)) continue;
      const wrong = setters[at]?.(row, text, cell);
      if (wrong) return refuse(`${format.columns[at]}: ${wrong}`);
    }
    for (const [name, cell] of Object.entries(record.extra ?? {}))
      if (!isMissing(cellText(cell), missing)) row.metadata[metadataKey(name)] = storableCell(cell);
    row.templated = template(record.cells);
    return row;
  };
}

function emptyRow(record: FileRecord, row: number): RowValues {
  return {
    row,
    line: record.line,
    raw: record.raw,
    externalId: null,
    title: null,
    description: null,
    status: null,
    priority: null,
    urgency: null,
    impact: null,
    dates: {},
    slaMet: null,
    owner: null,
    ownerRole: null,
    requester: null,
    requesterEmail: null,
    franchiseCode: null,
    linkedType: null,
    linkedId: null,
    severity: null,
    tags: [],
    isSensitive: false,
    resolution: null,
    group: null,
    eventOrder: 0,
    eventBy: null,
    metadata: {},
    templated: null,
    notes: [],
  };
}

function unmapped(name: string): ColumnMapping {
  return { column: name, target: "metadata", key: metadataKey(name) };
}

function widthProblem(cells: readonly Cell[], width: number, mapping: ImportMapping): string | null {
  if (cells.length > width && cells.slice(width).some((cell) => cell !== ""))
    return `The row has ${cells.length} values for ${width} columns: a delimiter or quotation mark is out of place.`;
  if (cells.length < width && mapping.short_rows === "reject")
    return `The row has ${cells.length} values for ${width} columns: it was cut off.`;
  return null;
}

function setterFor(column: ColumnMapping, mapping: ImportMapping, zone: string): Setter {
  const key = metadataKey(column.column);
  const { target } = column;
  if (isDateTarget(target)) return dateSetter(target, column.date_format ?? "iso", zone);
  switch (target) {
    case "ignore":
      return () => undefined;
    case "metadata":
      return metadataSetter(column.key ?? key);
    case "status":
      return statusSetter(mapping, key);
    case "priority":
      return codedSetter("priority", mapping.values.priority, guessPriority, key);
    case "urgency":
      return codedSetter("urgency", mapping.values.urgency, guessLevel, key);
    case "impact":
      return codedSetter("impact", mapping.values.impact, guessLevel, key);
    case "sla_met":
    case "is_sensitive":
      return flagSetter(target, key);
    case "tags":
      return addTags;
    case "owner_role":
      return setOwnerRole;
    case "requester_email":
      return emailSetter(key);
    case "event_order":
      return (row, text) => {
        row.eventOrder = Number(text.replace(",", ".")) || 0;
        row.metadata[key] = text;
        return undefined;
      };
    default:
      return textSetter(target);
  }
}

function isDateTarget(target: ColumnMapping["target"]): target is DateTarget {
  return dateTargets.includes(target);
}

function dateSetter(target: DateTarget, format: DateFormat, zone: string): Setter {
  return (row, text) => {
    const instant = parseDate(text, format, zone);
    if (instant === null) return `“${text.slice(0, 60)}” is not a date written as ${dateExamples[format]}.`;
    row.dates[target] = instant;
    return undefined;
  };
}

const dateExamples: Record<DateFormat, string> = {
  iso: "2026-11-21 14:30",
  dmy: "21/11/2026 14:30",
  mdy: "11/21/2026 14:30",
  text: "21 Nov 2026 14:30",
  epoch_seconds: "seconds since 1970",
  epoch_milliseconds: "milliseconds since 1970",
};

function metadataSetter(key: string): Setter {
  return (row, _text, cell) => {
    row.metadata[key] = storableCell(cell);
    return undefined;
  };
}

/** The value as the source wrote it stays in the metadata, unless it is already one of ours. */
function statusSetter(mapping: ImportMapping, key: string): Setter {
  const others = Object.keys(mapping.values.status);
  return codedSetter("status", mapping.values.status, (text) => guessStatus(text, others), key);
}

function codedSetter<Field extends "status" | "priority" | "urgency" | "impact">(
  field: Field,
  table: Record<string, RowValues[Field]>,
  guess: (text: string) => RowValues[Field],
  key: string,
): Setter {
  const known = new Map<string, RowValues[Field]>(Object.entries(table));
  return (row, text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = guess(text);
      if (known.size < 10_000) known.set(text, value);
    }
    row[field] = value;
    if (value !== text) row.metadata[key] = storable(text).slice(0, 500);
    if (value === null)
      row.notes.push(`${field} “${text.slice(0, 40)}” has no meaning here and is left out.`);
    return undefined;
  };
}

function flagSetter(target: "sla_met" | "is_sensitive", key: string): Setter {
  return (row, text) => {
    const flag = guessFlag(text);
    if (target === "sla_met") {
      row.slaMet = flag;
      row.metadata[key] = flag ?? text;
      return undefined;
    }
    if (flag === null) return `“${text.slice(0, 40)}” is neither yes nor no.`;
    row.isSensitive = flag;
    return undefined;
  };
}

const addTags: Setter = (row, text, cell) => {
  const parts = Array.isArray(cell) ? cell.map(String) : text.split(/[,;|]/);
  for (const part of parts) {
    const tag = storable(part).trim().toLowerCase().replaceAll(",", " ").slice(0, 50);
    if (tag !== "" && row.tags.length < 20 && !row.tags.includes(tag)) row.tags.push(tag);
  }
  return undefined;
};

const setOwnerRole: Setter = (row, text) => {
  const role = text.toLowerCase().replace(/[\s-]+/g, "_");
  if ((ownerRoles as readonly string[]).includes(role)) row.ownerRole = role;
  else {
    row.metadata.owner_role = storable(text);
    row.notes.push(`“${text.slice(0, 40)}” is no role of this desk and is kept in the metadata.`);
  }
  return undefined;
};

function emailSetter(key: string): Setter {
  return (row, text) => {
    const email = text.match(/[^\s<>"',;]+@[^\s<>"',;]+\.[^\s<>"',;]+/)?.[0]?.toLowerCase();
    if (email && email.length <= 254) row.requesterEmail = storable(email);
    else {
      row.metadata[key] = storable(text);
      row.notes.push(`“${text.slice(0, 40)}” is no e-mail address and is kept in the metadata.`);
    }
    return undefined;
  };
}

const textFields = {
  external_id: "externalId",
  title: "title",
  description: "description",
  owner: "owner",
  requester: "requester",
  franchise_code: "franchiseCode",
  linked_type: "linkedType",
  linked_id: "linkedId",
  severity: "severity",
  resolution_summary: "resolution",
  assignment_group: "group",
  event_by: "eventBy",
} as const;
type TextTarget = keyof typeof textFields;

const lengthLimits: Partial<Record<TextTarget, number>> = {
  external_id: 200,
  linked_id: 100,
  requester: 200,
};

function textSetter(target: ColumnMapping["target"]): Setter {
  const field = textFields[target as TextTarget];
  const limit = lengthLimits[target as TextTarget];
  return (row, text) => {
    if (limit !== undefined && text.length > limit) return `The value is longer than ${limit} characters.`;
    row[field] = storable(text);
    return undefined;
  };
}

function storableCell(cell: Cell): Cell {
  if (typeof cell === "string") return storable(cell.trim());
  return typeof cell === "object" && cell !== null
    ? (JSON.parse(storable(JSON.stringify(cell)).replaceAll("\\u0000", "")) as object)
    : cell;
}

/** `{number} · {category}` with the row's values; separators around what is missing go with it. */
function compileTemplate(
  template: string | null,
  columns: readonly string[],
  missing: ReadonlySet<string>,
): (cells: readonly Cell[]) => string | null {
  if (!template) return () => null;
  const parts = template.split(/\{([^{}]+)\}/);
  return (cells) => {
    const filled = parts.map((part, at) => {
      if (at % 2 === 0) return part;
      const text = cellText(cells[columns.indexOf(part)]).trim();
      return isMissing(text, missing) ? "" : storable(text);
    });
    const text = filled
      .join("")
      .replace(/(?:\s*[·|,;:/–-]\s*){2,}/g, " · ")
      .replace(/^[\s·|,;:/–-]+|[\s·|,;:/–-]+$/g, "")
      .trim();
    return text === "" ? null : text;
  };
}
