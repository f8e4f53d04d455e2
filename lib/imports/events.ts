import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

export const importStarted = z.object({ organization_id: uuid, import_id: uuid });
