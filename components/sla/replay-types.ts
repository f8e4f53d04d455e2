import type { Answer } from "@/lib/platform/api-client";
import type { slaApi } from "@/lib/sla/api";
import type { SlaClock } from "@/lib/sla/schema";

export type ReplayAnswer = Answer<typeof slaApi.replay>["data"];
export type ReplayTickets = Answer<typeof slaApi.replayTickets>;
export type Outcome = "actual" | "draft" | "added" | "removed";

/** One number of the result. */
export type ReplayPick = {
  clock: SlaClock;
  outcome: Outcome;
  label: string;
  priority?: ReplayAnswer["cells"][number]["priority"];
  /** Left out: every team. */
  team?: string | null;
};
