/** What makes a spreadsheet take a cell for a formula, in its wide forms too (OWASP, "CSV Injection"). */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

export function looksLikeFormula(text: string): boolean {
  return formulaStart.test(text);
}

/** An apostrophe in front makes text of it, whatever follows. */
export function neutralize(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text;
}
