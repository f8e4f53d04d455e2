import type { Adapter } from "./adapters/adapter";
import { createAdapter } from "./adapters/create-adapter";
import type { LoadedConnection } from "./connections/load-connection";
import { RateBudget } from "./rate-budget";

/** The vendor behind a connection; all runs and processes that read through it share one rate budget. */
export function openAdapter(organizationId: string, connection: LoadedConnection): Adapter {
  const { id, vendor, settings } = connection;
  return createAdapter(
    connection,
    new RateBudget({ organizationId, connectionId: id, vendor, headroomPercent: settings.headroom_percent }),
  );
}
