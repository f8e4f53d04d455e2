import { ApiError } from "@/lib/platform/api-client";

export type FieldErrors = Record<string, string>;

/** What the API refused, by field; anything that belongs to no shown field is under `form`. */
export function fieldErrors(error: unknown, shown: readonly string[]): FieldErrors {
  const found: FieldErrors = {};
  const problem = error instanceof ApiError ? error.problem : null;
  for (const { field, message } of problem?.errors ?? []) {
    const name = shown.find((candidate) => field === candidate || field.startsWith(`${candidate}.`));
    if (name && !found[name]) found[name] = message;
  }
  if (Object.keys(found).length === 0)
    found.form = error instanceof Error ? error.message : "The server did not answer. Try again.";
  return found;
}
