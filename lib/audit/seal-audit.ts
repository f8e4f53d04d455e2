import { database } from "@/lib/platform/database/client";

const batchSize = 5_000;

/** Puts every waiting audit row into its organization's chain, batch by batch; returns how many. */
export async function sealAudit(): Promise<number> {
  let total = 0;
  for (;;) {
    const [row] = await database().$queryRaw<
      { sealed: number }[]
    >`select seal_audit(${batchSize}::int) as sealed`;
    const sealed = row?.sealed ?? 0;
    if (sealed === 0) return total;
    total += sealed;
  }
}
