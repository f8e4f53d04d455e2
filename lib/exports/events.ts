import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

export const exportRequested = z.object({ organization_id: uuid, export_id: uuid });
/** Sent by the schedule, to one organization at a time. */
export const exportsCleanUpDue = z.object({ organization_id: uuid });
