import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

/** Somebody gave a number; a code is to be sent to it. */
export const phoneCodeDue = z.object({ organization_id: uuid, user_id: uuid });
