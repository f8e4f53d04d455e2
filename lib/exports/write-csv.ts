import { neutralize } from "./formula-guard";
import type { ExportColumn, ExportOptions } from "./schema";
import type { ExportedRow, Value } from "./select-rows";

const byteOrderMark = "\uFEFF";
const needsQuotes = /[",\r\n]/;

/** RFC 4180 in UTF-8, tags parted by commas; no cell is a formula to a spreadsheet. */
export async function* writeCsv(
  rows: AsyncIterable<ExportedRow[]>,
  columns: readonly ExportColumn[],
  options: ExportOptions,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`${options.byte_order_mark ? byteOrderMark : ""}${columns.join(",")}\r\n`);
  for await (const batch of rows) {
    let text = "";
    for (const row of batch) {
      text += writeCell(row[0] ?? null);
      for (let at = 1; at < row.length; at += 1) text += `,${writeCell(row[at] ?? null)}`;
      text += "\r\n";
    }
    yield Buffer.from(text);
  }
}

function writeCell(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = neutralize(typeof value === "string" ? value : value.join(","));
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
