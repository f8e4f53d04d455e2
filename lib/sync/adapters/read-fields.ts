/** An object as a vendor sent it: any field may be missing, null or of another kind than documented. */
export type Fields = Record<string, unknown>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** The list under the first of the names that has one; undefined where none does. */
export function listOf(value: unknown, ...names: string[]): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  const fields = fieldsOf(value);
  for (const name of names) if (Array.isArray(fields?.[name])) return fields[name] as unknown[];
  return undefined;
}

/** Ids and codes as text, whether the vendor writes them as numbers or as words. */
export function codeOf(value: unknown): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : null;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

export function codesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(codeOf).filter((code) => code !== null) : [];
}

export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : null;
}

/** A text with something in it. */
export function wordOf(value: unknown): string | null {
  return textOf(value)?.trim() || null;
}

export function wordsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(wordOf).filter((word) => word !== null) : [];
}

const isoInstant = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** Null for anything but an instant with its offset: "soon", a bare date, the 30th of February. */
export function instantOf(value: unknown): Date | null {
  if (typeof value !== "string" || !isoInstant.test(value)) return null;
  const at = new Date(value.replace(" ", "T"));
  return Number.isNaN(at.getTime()) ? null : at;
}

export function nameOf(fields: Fields | null): string | null {
  if (!fields) return null;
  const parts = [wordOf(fields.first_name), wordOf(fields.last_name)].filter(Boolean);
  return wordOf(fields.name) ?? (parts.length > 0 ? parts.join(" ") : null);
}

/** Where a row has only one of the two, that one stands for both; without any it cannot be placed in time. */
export function spanOf(fields: Fields): { created_at: Date; updated_at: Date } | null {
  const created = instantOf(fields.created_at);
  const updated = instantOf(fields.updated_at);
  const one = created ?? updated;
  return one && { created_at: one, updated_at: updated ?? one };
}
