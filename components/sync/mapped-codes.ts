type Told = { code: string; name: string };

/**
 * The lines of a mapping: what the vendor says it has and what tickets came with. Only before the first test also what
 * Docket knows of such a desk, since half of that is one customer's own.
 */
export function codesOf({
  told,
  seen,
  map,
}: {
  told: readonly Told[];
  seen: readonly string[];
  map: Record<string, unknown>;
}): { code: string; name: string | null }[] {
  const known = told.length > 0 ? told.map(({ code }) => code) : Object.keys(map);
  const codes = [...new Set([...known, ...seen])].toSorted(byNumberThenWord);
  return codes.map((code) => ({ code, name: told.find((one) => one.code === code)?.name ?? null }));
}

function byNumberThenWord(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}
