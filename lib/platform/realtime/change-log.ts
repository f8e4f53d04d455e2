import { database } from "../database/client";
import type { ChangeEvent } from "./protocol";

/** See the migration of live_changes: positions appear in their order and are never below the clock. */
export type Positioned = { position: number; event: ChangeEvent };
export type Published = { organizationId: string; position: number };

type Row = { log_position: bigint; actor_id: string | null; name: string; data: Record<string, unknown> };
type PositionRow = { organization_id: string; log_position: bigint; floor_position: bigint };

/** Gives what these organizations' commits left its positions, and announces them by NOTIFY where told so. */
export async function publishOrganizations(ids: readonly string[], notify: boolean): Promise<Published[]> {
  const rows = await database().$queryRaw<
    PositionRow[]
  >`select organization_id, log_position from publish_changes(${ids}::uuid[], ${notify})`;
  return rows.map((row) => ({ organizationId: row.organization_id, position: Number(row.log_position) }));
}

/** Publishes what a process that died left behind. */
export async function publishStale(notify: boolean): Promise<Published[]> {
  const rows = await database().$queryRaw<
    PositionRow[]
  >`select organization_id, log_position from publish_changes(stale_change_organizations(), ${notify})`;
  return rows.map((row) => ({ organizationId: row.organization_id, position: Number(row.log_position) }));
}

/** The last position given out, and the one up to which changes have been forgotten. */
export async function readPositions(
  ids: readonly string[],
): Promise<Map<string, { position: number; floor: number }>> {
  const rows = await database().$queryRaw<PositionRow[]>`select * from list_live_positions(${ids}::uuid[])`;
  return new Map(
    rows.map((row) => [
      row.organization_id,
      { position: Number(row.log_position), floor: Number(row.floor_position) },
    ]),
  );
}

/** The newest changes after a position, oldest first; as many as `most` means that older ones were left out. */
export async function readChanges(
  organizationId: string,
  after: number,
  most: number,
): Promise<Positioned[]> {
  const rows = await database().$queryRaw<
    Row[]
  >`select * from read_live_changes(${organizationId}::uuid, ${BigInt(after)}, ${most}::int)`;
  return rows.map(({ log_position, name, data, actor_id }) => ({
    position: Number(log_position),
    event: { name, data, actor_id },
  }));
}

/** Whoever was away for longer reads everything again. */
export async function trimChanges(): Promise<void> {
  await database().$queryRaw`select trim_live_changes('10 minutes')::text`;
}
