import { createHash } from "node:crypto";

const names = new Map<string, string>();

/** Of a prepared statement: the same in every copy of this module, since they share connections. */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash("sha256").update(text).digest("base64url");
  names.set(text, name);
  return name;
}
