import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

/** A ticket was closed, reopened or corrected; one for each transaction, named after the first ticket. Triggers write it. */
export const closureRecorded = z.object({ organization_id: uuid, ticket_id: uuid.nullish() });

/** Sent by the schedule, to one organization at a time. */
export const closuresDue = z.object({ organization_id: uuid });

/** Somebody asked for an hour to be read and counted again. */
export const closureRunRequested = z.object({ organization_id: uuid, run_id: uuid });

/*
 * Told to browsers once the figures contain it: `closures.recounted { days: string[] | null }`, null for every day.
 */
