import type { Cell } from "./records";

export const defaultMissing = ["", "?", "null", "n/a", "na", "none", "nil", "-", "nan", "(empty)"] as const;

export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return cell;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** Whether a text only marks that there is no value. */
export function isMissing(text: string, markers: ReadonlySet<string>): boolean {
  return text.length <= 50 && markers.has(text.trim().toLowerCase());
}

/** What PostgreSQL takes as text: no NUL, no half of a surrogate pair. */
export function storable(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "") : text).toWellFormed();
}
