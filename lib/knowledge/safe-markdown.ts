/** Everything that ends a line for one reader or another, and characters that nobody sees. */
const lineEnds = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
const unseen = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const htmlStart = /<(?=[A-Za-z/!?])/g;

/** A heading of a level; below the sixth there is none, and bold words stand for it. */
export function heading(level: number, text: string): string {
  const words = inline(text);
  // Number signs at the end of a heading are taken for its closing ones.
  return level <= 6
    ? `${"#".repeat(level)} ${words.replace(/(^|\s)(#+)$/, "$1\\$2")}`
    : `**${words.replaceAll("*", "\\*")}**`;
}

/** Text of one line, whatever was in it; no HTML begins in it. */
export function inline(text: string): string {
  return plain(text).replace(/\s+/g, " ").trim().replace(htmlStart, "\\<");
}

/**
 * Text of several lines that stays within its place: nothing in it is a heading, a rule, a definition or the start of
 * HTML, and a fence that it opens is closed at its end. What is in a fence stays as it is.
 */
export function block(text: string): string {
  let open: string | null = null;
  const lines = plain(text)
    .trim()
    .split("\n")
    .map((line) => {
      const found = line.match(fence);
      if (open !== null) {
        if (found && closes(found, open)) open = null;
        return line;
      }
      // Backticks after the opening ones make inline code of it.
      if (found?.[1] && !(found[1].startsWith("`") && found[2]?.includes("`"))) {
        open = found[1];
        return line;
      }
      return quiet(line);
    });
  if (open !== null) lines.push(open);
  return lines.join("\n");
}

function closes(found: RegExpMatchArray, open: string): boolean {
  const [, marks = "", rest = ""] = found;
  return marks[0] === open[0] && marks.length >= open.length && rest.trim() === "";
}

function quiet(line: string): string {
  return line
    .trimEnd()
    .replace(htmlStart, "\\<")
    .replace(/^((?: {0,3}(?:>|[-*+]|\d{1,9}[.)]) ?)* {0,3})(#{1,6}(?:\s|$))/, "$1\\$2")
    .replace(/^((?: {0,3}(?:>|[-*+]|\d{1,9}[.)]) )* {0,3})((?:=+|-+|(?:[-*_] *){3,})\s*)$/, "$1\\$2")
    .replace(/^( {0,3})(\[[^\]]+\]:)/, "$1\\$2");
}

function plain(text: string): string {
  return text.toWellFormed().replace(lineEnds, "\n").replace(unseen, "");
}
