/**
 * Rows for `jsonb_to_recordset`. PostgreSQL keeps no NUL character and no half of a surrogate pair, both of which
 * come along in texts of other programs.
 */
export function toRecords(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  // Both are written as escapes, which few texts have; looking at every value costs more than writing all of them.
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === "string" ? cleanText(value) : value));
}

export function cleanText(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "") : text).toWellFormed();
}
