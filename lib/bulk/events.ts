import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

/** More tickets are to be changed than a request does at once; also sent by the schedule. */
export const bulkQueued = z.object({ organization_id: uuid });
