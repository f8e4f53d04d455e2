import type { ReadRow, Refusal, RowValues } from "./compile-mapping";
import { isRefusal } from "./compile-mapping";
import { readRecords } from "./read-records";
import type { FileFormat, ImportMapping } from "./schema";

export type BatchItem = {
  read: RowValues | Refusal /** Where the next record begins. */;
  end: number;
  nextLine: number;
};
/** Rows that are stored together, with the place in the file up to which they reach. */
export type Batch = { items: BatchItem[] /** Byte at which it begins. */; start: number; readBytes: number };

/** Two are under way at a time: small enough to be light, large enough that a transaction costs little. */
const batchRows = 250;
/** A log's batch waits for the end of the ticket at hand, but not for ever. */
const longestBatchRows = 10_000;
const batchCharacters = 4_000_000;

/** A file and where to begin in it; without a place, at its beginning. */
type Source = {
  path: string;
  format: FileFormat;
  mapping: ImportMapping;
  byte_offset?: number;
  line_offset?: number;
  row_offset?: number;
};

export async function* collectBatches(source: Source, read: ReadRow): AsyncGenerator<Batch> {
  const from = { byte_offset: source.byte_offset ?? 0, line_offset: source.line_offset ?? 0 };
  const isLog = source.mapping.shape === "events";
  let items: BatchItem[] = [];
  let start = from.byte_offset;
  let characters = 0;
  let readBytes = 0;
  let number = source.row_offset ?? 0;
  for await (const piece of readRecords(source.path, source.format, from)) {
    readBytes = piece.readBytes;
    for (const record of piece.records) {
      number += 1;
      const row = read(record, number);
      const isFull = items.length >= batchRows || characters > batchCharacters;
      if (isFull && (!isLog || items.length >= longestBatchRows || !isSameTicket(items.at(-1), row))) {
        yield { items, start, readBytes };
        start = items.at(-1)?.end ?? start;
        items = [];
        characters = 0;
      }
      items.push({ read: row, end: record.end, nextLine: record.nextLine });
      characters += record.raw.length;
    }
  }
  if (items.length > 0) yield { items, start, readBytes };
}

/** Two halves, or null where there is nothing to halve. */
export function splitBatch(batch: Batch): [Batch, Batch] | null {
  if (batch.items.length < 2) return null;
  const middle = Math.floor(batch.items.length / 2);
  const first = batch.items.slice(0, middle);
  return [
    { ...batch, items: first },
    { ...batch, items: batch.items.slice(middle), start: first.at(-1)?.end ?? batch.start },
  ];
}

/** Whether both touch the same ticket, so that the second needs what the first has stored. */
export function sharesTickets(left: Batch | null, right: Batch): boolean {
  if (!left) return false;
  const ids = new Set(left.items.map(externalId));
  return right.items.some((item) => externalId(item) !== null && ids.has(externalId(item)));
}

function externalId({ read }: BatchItem): string | null {
  return isRefusal(read) ? null : read.externalId;
}

function isSameTicket(item: BatchItem | undefined, row: RowValues | Refusal): boolean {
  if (!item || isRefusal(item.read) || isRefusal(row)) return false;
  return row.externalId !== null && row.externalId === item.read.externalId;
}
