import { Readable } from "node:stream";
import type { ExportSpec } from "./schema";
import type { ExportedRow } from "./select-rows";
import { writeCsv } from "./write-csv";
import { writeJson } from "./write-json";
import { writeXlsx } from "./write-xlsx";

/** The bytes of a file, made as they are read. `zone` is what instants are told in. */
export function writeRows(rows: AsyncIterable<ExportedRow[]>, spec: ExportSpec, zone: string): Readable {
  switch (spec.format) {
    case "csv":
      return Readable.from(writeCsv(rows, spec.columns, spec), { objectMode: false });
    case "json":
      return Readable.from(writeJson(rows, spec.columns, spec), { objectMode: false });
    case "xlsx":
      return writeXlsx(rows, spec.columns, spec.time_zone === "utc" ? "UTC" : zone);
  }
}

export function fileExtension({ format, layout }: Pick<ExportSpec, "format" | "layout">): string {
  return format === "json" && layout === "lines" ? "ndjson" : format;
}

const mediaTypes: Record<ExportSpec["format"], string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export function mediaType({ format, layout }: Pick<ExportSpec, "format" | "layout">): string {
  return format === "json" && layout === "lines" ? "application/x-ndjson; charset=utf-8" : mediaTypes[format];
}
