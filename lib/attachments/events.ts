import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

/** Sent by the schedule to each organization. */
export const filesCleanUpDue = z.object({ organization_id: uuid });
