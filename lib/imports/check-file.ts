import { buildTicket } from "./build-ticket";
import { collectBatches } from "./collect-batches";
import { compileMapping, isRefusal, type Refusal, type RowValues } from "./compile-mapping";
import type { FileFormat, ImportMapping } from "./schema";

export type FileCheck = { rows: number; refused: number; refusals: Refusal[] };

type File = { path: string; digest: string; format: FileFormat; mapping: ImportMapping; time_zone: string };

const keptRefusals = 100;

/** Reads a whole file as an import would, and stores nothing. */
export async function checkFile(file: File): Promise<FileCheck> {
  const check: FileCheck = { rows: 0, refused: 0, refusals: [] };
  const read = compileMapping(file.mapping, file.format, file.time_zone);
  const context = { mapping: file.mapping, jobId: "", fileDigest: file.digest, startedAt: new Date() };
  for await (const batch of collectBatches(file, read)) {
    for (const item of batch.items) {
      check.rows += 1;
      const refusal = refusalOf(item.read, (row) => buildTicket([row], context, null), file.mapping);
      if (!refusal) continue;
      check.refused += 1;
      if (check.refusals.length < keptRefusals) check.refusals.push(refusal);
    }
  }
  return check;
}

function refusalOf(
  read: RowValues | Refusal,
  build: (row: RowValues) => ReturnType<typeof buildTicket>,
  mapping: ImportMapping,
): Refusal | null {
  if (isRefusal(read)) return read;
  const { row, line, raw } = read;
  const isLost =
    mapping.shape === "events" && (read.externalId === null || read.dates.event_at === undefined);
  if (isLost) return { row, line, raw, reason: "The row has no id, or no time at which it happened." };
  const built = build(read);
  return typeof built === "string" ? { row, line, raw, reason: built } : null;
}
