export type NamedId = { line: number; name: string; id: number };
export type LineProblem = { line: number; text: string; reason: string };
export type ParsedIds = { people: NamedId[]; skipped: LineProblem[]; duplicates: LineProblem[] };

const separator = " - ";
/** What JavaScript and the database's bigint both hold exactly; the external desks' ids have 11 to 14 digits. */
const longestId = 15;
const longestName = 100;

/**
 * IDs.txt: a line `<name> - <numeric id>` a person; blank lines and lines that begin with # say nothing. The name may contain
 * the separator, as the id is what follows the last one. Of an id on several lines the last counts.
 */
export function parseIdsText(text: string): ParsedIds {
  const skipped: LineProblem[] = [];
  const duplicates: LineProblem[] = [];
  const byId = new Map<number, NamedId>();
  const names = new Map<string, NamedId>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (content === "" || content.startsWith("#")) continue;
    const read = readLine(content);
    if ("reason" in read) {
      skipped.push({ line, text: content.slice(0, 200), reason: read.reason });
      continue;
    }
    const person = { line, ...read };
    const same = byId.get(person.id);
    if (same)
      duplicates.push({
        line,
        text: content,
        reason: `The id ${person.id} also stands on line ${same.line}; this line counts.`,
      });
    const namesake = names.get(person.name.toLowerCase());
    if (namesake && namesake.id !== person.id)
      duplicates.push({
        line,
        text: content,
        reason: `The name also stands on line ${namesake.line}, with the id ${namesake.id}.`,
      });
    byId.set(person.id, person);
    names.set(person.name.toLowerCase(), person);
  }
  return { people: [...byId.values()], skipped, duplicates };
}

function readLine(content: string): { name: string; id: number } | { reason: string } {
  const at = content.lastIndexOf(separator);
  if (at < 0) return { reason: "There is no ` - ` between the name and the id." };
  const name = content.slice(0, at).trim();
  const id = content.slice(at + separator.length).trim();
  if (name === "") return { reason: "There is no name before the id." };
  if (name.length > longestName) return { reason: `The name is longer than ${longestName} characters.` };
  if (!/^\d+$/.test(id)) return { reason: `"${id.slice(0, 40)}" is no id: it must have digits only.` };
  if (id.length > longestId || Number(id) === 0)
    return { reason: `"${id.slice(0, 40)}" is no id of a person.` };
  return { name, id: Number(id) };
}
