import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import { type ImportJob, loadImport } from "./import-job";
import type { RejectRow } from "./schema";
import { writeCsvLine } from "./split-csv";

export const reasonColumn = "reject_reason";
const pageRows = 1_000;
const byteOrderMark = "\uFEFF";

/**
 * The refused rows as they stood in the file, each with its reason in front, so that the file can be corrected and
 * imported again. The reason comes first because a row's own values may be too many or broken off.
 */
export async function openRejects(ctx: Context, id: string, { format, limit }: Query): Promise<Response> {
  const job = await loadImport(ctx, id);
  const isCsv = format === "file" && job.format.kind === "csv";
  const isLines = format === "file" && job.format.kind === "json_lines";
  const name = `${job.file_name.replace(/\.gz$/i, "").replace(/\.\w+$/, "")}-rejects.${isCsv ? "csv" : isLines ? "jsonl" : "json"}`;
  return new Response(stream(ctx.actor, job, isCsv ? "csv" : isLines ? "lines" : "array", limit), {
    headers: {
      "content-type": isCsv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="rejects.${isCsv ? "csv" : "json"}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "no-store",
    },
  });
}

type Query = { format: "file" | "json"; limit?: number | undefined };
type Shape = "csv" | "lines" | "array";

/** Each page is a transaction of its own: a download may outlast the request's. */
function stream(
  actor: Actor,
  job: ImportJob,
  shape: Shape,
  limit = Number.POSITIVE_INFINITY,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after = 0;
  let left = limit;
  let isOpen = false;
  return new ReadableStream({
    async pull(controller) {
      const rows = await withOrganization(actor, (ctx) =>
        readPage(ctx, job.id, after, Math.min(pageRows, left)),
      );
      let text = isOpen ? "" : head(job, shape);
      rows.forEach((row, at) => {
        const separator = shape === "array" && (isOpen || at > 0) ? ",\n" : "";
        text += separator + writeReject(row, job, shape);
      });
      isOpen = true;
      left -= rows.length;
      const isOver = rows.length < pageRows || left <= 0;
      after = rows.at(-1)?.row_number ?? after;
      if (isOver) text += shape === "array" ? "\n]\n" : "";
      if (text !== "") controller.enqueue(encoder.encode(text));
      if (isOver) controller.close();
    },
  });
}

function readPage(
  ctx: Context,
  jobId: string,
  after: number,
  limit: number,
): Promise<(RejectRow & { row_number: number })[]> {
  return ctx.tx.$queryRaw`
    select row_number::float8 as row_number, line_number::float8 as line_number, reason, raw from import_rejects
    where job_id = ${jobId}::uuid and row_number > ${after} order by row_number limit ${limit}::integer`;
}

function head(job: ImportJob, shape: Shape): string {
  if (shape === "array") return "[\n";
  if (shape === "lines") return "";
  return `${byteOrderMark}${writeCsvLine([reasonColumn, ...job.format.columns], job.format.delimiter)}\r\n`;
}

function writeReject({ line_number, reason, raw }: RejectRow, job: ImportJob, shape: Shape): string {
  const text = `Line ${line_number}: ${reason}`;
  if (shape === "csv")
    return `${writeCsvLine([text], job.format.delimiter)}${job.format.delimiter}${raw}\r\n`;
  const value = job.format.kind === "csv" ? null : parseObject(raw);
  const record = JSON.stringify(value ? { [reasonColumn]: text, ...value } : { [reasonColumn]: text, raw });
  return shape === "lines" ? `${record}\n` : record;
}

function parseObject(raw: string): object | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
