import { countLines, type FileRecord, type Position, recordLimitCharacters, type Splitter } from "./records";

type Dialect = { delimiter: string; newline: string };
/** `next` is the index behind the record's line end; null = the record is not complete yet. */
type Cut = { cells: string[]; end: number; next: number } | null;

/**
 * RFC 4180, forgiving: a quote inside a quoted value closes it only before a delimiter or line end, and a quote
 * that is never closed costs its own line, not the rest of the file.
 */
export function csvSplitter(dialect: Dialect, from: Position): Splitter {
  let text = "";
  let bytes = from.byte_offset;
  let line = from.line_offset + 1;

  function take(isLast: boolean): FileRecord[] {
    const records: FileRecord[] = [];
    let start = 0;
    while (start < text.length) {
      const cut = cutRecord(text, start, dialect, isLast);
      const isStuck = cut === null && (isLast || text.length - start > recordLimitCharacters);
      if (cut === null && !isStuck) break;
      const taken = cut ?? cutLine(text, start, dialect);
      const whole = text.slice(start, taken.next);
      const nextLine = line + countLines(whole, dialect.newline);
      bytes += Buffer.byteLength(whole);
      const raw = text.slice(start, taken.end);
      const problem = cut === null ? "A quotation mark opens here and is never closed." : null;
      if (problem || taken.cells.some((cell) => cell !== ""))
        records.push({ line, raw, cells: taken.cells, extra: null, problem, end: bytes, nextLine });
      line = nextLine;
      start = taken.next;
    }
    text = text.slice(start);
    return records;
  }

  return {
    push: (piece) => {
      text += piece;
      return take(false);
    },
    finish: () => take(true),
  };
}

/** One record's values as a CSV line. */
export function writeCsvLine(cells: readonly string[], delimiter: string): string {
  return cells
    .map((cell) =>
      cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(delimiter);
}

function cutRecord(text: string, start: number, dialect: Dialect, isLast: boolean): Cut {
  const lineEnd = text.indexOf(dialect.newline, start);
  if (lineEnd === -1 && !isLast) return null;
  const quote = text.indexOf('"', start);
  const stop = lineEnd === -1 ? text.length : lineEnd;
  if (quote === -1 || quote > stop) return cutLine(text, start, dialect);
  return cutQuoted(text, start, dialect, isLast);
}

function cutLine(text: string, start: number, { delimiter, newline }: Dialect): NonNullable<Cut> {
  const lineEnd = text.indexOf(newline, start);
  const stop = lineEnd === -1 ? text.length : lineEnd;
  const end = withoutReturn(text, start, stop);
  return {
    cells: text.slice(start, end).split(delimiter),
    end,
    next: lineEnd === -1 ? stop : stop + newline.length,
  };
}

function cutQuoted(text: string, start: number, dialect: Dialect, isLast: boolean): Cut {
  const { delimiter, newline } = dialect;
  const cells: string[] = [];
  let at = start;
  for (;;) {
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1, dialect, isLast);
      if (close === -1) return null;
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
      at = close + 1;
    } else {
      const nextDelimiter = text.indexOf(delimiter, at);
      const lineEnd = text.indexOf(newline, at);
      if (lineEnd === -1 && !isLast) return null;
      const stop = lineEnd === -1 ? text.length : lineEnd;
      const end =
        nextDelimiter !== -1 && nextDelimiter < stop ? nextDelimiter : withoutReturn(text, at, stop);
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text[at] === delimiter) at += 1;
    else {
      const next = text[at] === "\r" && newline === "\n" ? at + 1 : at;
      return { cells, end: at, next: next < text.length ? next + newline.length : next };
    }
  }
}

/** The quote before a delimiter, a line end or the end of the file; doubled ones stand for themselves. */
function closingQuote(text: string, from: number, dialect: Dialect, isLast: boolean): number {
  let at = text.indexOf('"', from);
  while (at !== -1) {
    const after = text[at + 1];
    if (after === '"') at = text.indexOf('"', at + 2);
    else if (after === undefined) return isLast ? at : -1;
    else if (after === dialect.delimiter || after === dialect.newline) return at;
    else if (after === "\r" && text[at + 2] === undefined) return isLast ? at : -1;
    else if (after === "\r" && text[at + 2] === "\n") return at;
    else at = text.indexOf('"', at + 1);
  }
  return -1;
}

function withoutReturn(text: string, start: number, end: number): number {
  return end > start && text[end - 1] === "\r" ? end - 1 : end;
}
