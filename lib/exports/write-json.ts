import type { ExportColumn, ExportOptions } from "./schema";
import type { ExportedRow } from "./select-rows";

/** One array of objects, or one object a line (NDJSON). */
export async function* writeJson(
  rows: AsyncIterable<ExportedRow[]>,
  columns: readonly ExportColumn[],
  { layout }: ExportOptions,
): AsyncGenerator<Buffer> {
  const names = columns.map((column) => `${JSON.stringify(column)}:`);
  const separator = layout === "array" ? ",\n" : "\n";
  let isFirst = true;
  if (layout === "array") yield Buffer.from("[\n");
  for await (const batch of rows) {
    let text = "";
    for (const row of batch) {
      const fields = names.map((name, at) => name + JSON.stringify(row[at] ?? null));
      text += `${isFirst ? "" : separator}{${fields.join(",")}}`;
      isFirst = false;
    }
    yield Buffer.from(text);
  }
  yield Buffer.from(layout === "array" ? "\n]\n" : isFirst ? "" : "\n");
}
