import { AppError, type FieldIssue } from "@/lib/platform/errors";
import { isTimeZone } from "@/lib/platform/zone-time";
import { dateTargets, type FileFormat, type ImportMapping, repeatableTargets } from "./schema";

/** Refuses a mapping that this file cannot be read by; the fields name what to change. */
export function checkMapping(mapping: ImportMapping, format: FileFormat): void {
  const issues = [...columnIssues(mapping, format), ...shapeIssues(mapping)];
  if (mapping.time_zone && !isTimeZone(mapping.time_zone))
    issues.push({ field: "mapping.time_zone", message: `“${mapping.time_zone}” is no time zone.` });
  if (issues.length === 0) return;
  throw new AppError("invalid_input", issues[0]?.message ?? "The mapping is not valid.", { fields: issues });
}

/** A saved mapping for a file with other columns: what it does not name keeps the proposal. */
export function adoptMapping(
  saved: ImportMapping,
  proposed: ImportMapping,
  format: FileFormat,
): ImportMapping {
  const byName = new Map(saved.columns.map((column) => [column.column, column]));
  const columns = format.columns.flatMap((name) => {
    const column = byName.get(name) ?? proposed.columns.find((candidate) => candidate.column === name);
    return column ? [column] : [];
  });
  return { ...saved, columns };
}

function columnIssues(mapping: ImportMapping, format: FileFormat): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const seen = new Map<string, string>();
  mapping.columns.forEach((column, at) => {
    const field = `mapping.columns.${at}`;
    if (!format.columns.includes(column.column))
      issues.push({
        field: `${field}.column`,
        message: `The file has no column “${column.column}”.`,
        allowed: format.columns,
      });
    const other = seen.get(column.target);
    if (other !== undefined && !repeatableTargets.includes(column.target))
      issues.push({
        field: `${field}.target`,
        message: `“${column.column}” and “${other}” both go to ${column.target.replaceAll("_", " ")}; only one can.`,
      });
    seen.set(column.target, column.column);
    if (dateTargets.includes(column.target) && !column.date_format)
      issues.push({
        field: `${field}.date_format`,
        message: `Say how the dates of “${column.column}” are written.`,
      });
    if (column.key === "import")
      issues.push({ field: `${field}.key`, message: "The name “import” is kept for Docket." });
  });
  return issues;
}

function shapeIssues(mapping: ImportMapping): FieldIssue[] {
  const has = (target: string) => mapping.columns.some((column) => column.target === target);
  if (mapping.shape === "events" && !(has("external_id") && has("event_at")))
    return [
      {
        field: "mapping.shape",
        message: "A log of events needs a column for the ticket's id and one for the time of the event.",
      },
    ];
  if (!["title", "description", "external_id"].some(has) && !mapping.title_template)
    return [{ field: "mapping.columns", message: "Choose a column for the title or the description." }];
  return [];
}
