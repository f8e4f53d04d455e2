import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { columnSources } from "./export-columns";
import { looksLikeFormula } from "./formula-guard";
import type { ExportColumn } from "./schema";
import type { ExportedRow, Value } from "./select-rows";
import { parts, sheetHead, sheetTail, styles, writeText } from "./xlsx-parts";

/** What a worksheet can hold, less the row of names. */
const rowsOfSheet = 1_048_576 - 1;
/** Below 4 GiB, where an archive would need the 64-bit form that older spreadsheets refuse. */
const bytesOfSheet = 3_500_000_000;
const dayMs = 86_400_000;
/** Days from 1899-12-30, the origin of a spreadsheet's dates, to 1970. */
const epochDay = 25_569;
const lastDay = 2_958_465;

/**
 * A workbook written as it is read: no row is held longer than until it is compressed. Texts stand in their cells
 * instead of a shared table, and rows beyond one sheet's end go on in the next.
 */
export function writeXlsx(
  rows: AsyncIterable<ExportedRow[]>,
  columns: readonly ExportColumn[],
  zone: string,
  sheetRows = rowsOfSheet,
): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const source = new RowSource(rows);
  let sheets = 0;
  const addSheet = () => {
    sheets += 1;
    const sheet = Readable.from(writeSheet(source, columns, zone, sheetRows, finishSheet), {
      objectMode: false,
    });
    sheet.on("error", (error) => output.destroy(error));
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets}.xml`, { compressionLevel: 4 });
  };
  const finishSheet = async () => {
    if (await source.hasMore()) return addSheet();
    for (const { path, content } of parts(sheets, zone)) zip.addBuffer(Buffer.from(content), path);
    zip.end();
  };
  zip.on("error", (error) => output.destroy(error as Error));
  addSheet();
  return output;
}

async function* writeSheet(
  source: RowSource,
  columns: readonly ExportColumn[],
  zone: string,
  limit: number,
  finish: () => Promise<void>,
): AsyncGenerator<Buffer> {
  const writers = columns.map(cellWriter);
  yield Buffer.from(sheetHead(columns, zone));
  let left = limit;
  let bytes = 0;
  while (left > 0 && bytes < bytesOfSheet) {
    const batch = await source.take(left);
    if (batch.length === 0) break;
    left -= batch.length;
    let text = "";
    for (const row of batch) {
      text += "<row>";
      for (let at = 0; at < writers.length; at += 1) text += writers[at]?.(row[at] ?? null);
      text += "</row>";
    }
    const content = Buffer.from(text);
    bytes += content.length;
    yield content;
  }
  yield Buffer.from(sheetTail);
  await finish();
}

function cellWriter(column: ExportColumn): (value: Value) => string {
  const write = columnSources[column].kind === "instant" ? writeInstant : writeValue;
  return (value) => (value === null ? "<c/>" : write(value));
}

function writeValue(value: NonNullable<Value>): string {
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  const text = typeof value === "string" ? value : value.join(",");
  return writeText(text, looksLikeFormula(text) ? styles.literal : null);
}

/** A date of the spreadsheet's own, so that it sorts and filters; what its calendar lacks stays text. */
function writeInstant(value: NonNullable<Value>): string {
  const text = String(value);
  const day = Date.parse(`${text.slice(0, 23)}Z`) / dayMs + epochDay;
  return day >= 61 && day <= lastDay
    ? `<c s="${styles.instant}"><v>${day.toFixed(8)}</v></c>`
    : writeText(text, null);
}

/** Hands out rows in portions that end where a sheet does. */
class RowSource {
  private rest: ExportedRow[] = [];
  private readonly batches: AsyncIterator<ExportedRow[]>;

  constructor(rows: AsyncIterable<ExportedRow[]>) {
    this.batches = rows[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    while (this.rest.length === 0) {
      const next = await this.batches.next();
      if (next.done) return false;
      this.rest = next.value;
    }
    return true;
  }

  async take(limit: number): Promise<ExportedRow[]> {
    if (!(await this.hasMore())) return [];
    const taken = this.rest.slice(0, limit);
    this.rest = this.rest.slice(limit);
    return taken;
  }
}
