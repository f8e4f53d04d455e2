import type { Sql } from "@/lib/platform/database/sql";
import { sql } from "@/lib/platform/database/sql";

/** Rows of `run`; row-level security leaves this organization's and those of the whole installation. */
export const runColumns: Sql = sql`
  r.id, r.function_id, coalesce(f.name, r.function_id) as function_name, r.status, r.event_name, r.cron,
  r.organization_id is null as is_shared, r.error, r.retry_of, r.created_at, r.started_at, r.ended_at`;

export const runSources: Sql = sql`inngest.runs r left join inngest.functions f on f.id = r.function_id`;
