/** A cell of a CSV file is text; JSON brings its own types. */
export type Cell = string | number | boolean | null | object;

/** One record of a file, in file order. */
export type FileRecord = {
  /** Of its first line, from 1. */
  line: number;
  /** As it stood in the file, without the line's end: what a reject file repeats. */
  raw: string;
  /** In the order of the format's columns; JSON objects may bring further names in `extra`. */
  cells: Cell[];
  extra: Record<string, Cell> | null;
  /** Why nothing can be made of it. */
  problem: string | null;
  /** Where the next record begins: bytes of the text as UTF-8, and its line. */
  end: number;
  nextLine: number;
};

export type Position = { byte_offset: number; line_offset: number };

/** Cuts text that arrives in pieces into records. */
export type Splitter = {
  push: (text: string) => FileRecord[];
  /** At the end of the file. */
  finish: () => FileRecord[];
};

/** Longer than any real record: a quote or brace that is never closed. */
export const recordLimitCharacters = 4_000_000;

export function countLines(text: string, newline: string): number {
  let count = 0;
  for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) count += 1;
  return count;
}
