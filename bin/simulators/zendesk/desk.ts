import type { Desk, DeskParts, Limits, Refusal } from "../server/desk";
import { incrementalRoutes } from "./incremental";
import { channelWord, priorityWord, statusWord } from "./records";
import { directoryRoutes, ticketReads, ticketWrites } from "./tickets";
import { toldByZendesk } from "./told";
import { Uploads, uploadRoutes } from "./uploads";

export function zendeskDesk(parts: DeskParts): Desk {
  const uploads = new Uploads();
  return {
    vendor: "zendesk",
    routes: [
      ...incrementalRoutes(parts),
      ...ticketReads(parts),
      ...ticketWrites(parts, uploads),
      ...uploadRoutes(uploads),
      ...directoryRoutes(parts),
    ],
    limits: {
      starter: limits(200),
      growth: limits(400),
      pro: limits(400),
      enterprise: limits(700),
      unlimited: null,
    },
    refuse: (what) => refusals[what],
    rateHeaders: (total, remaining) => ({
      "x-rate-limit": String(total),
      "x-rate-limit-remaining": String(remaining),
    }),
    codes: (ticket) => ({
      status_code: statusWord(ticket),
      priority_code: priorityWord(ticket),
      source_code: channelWord(ticket.source),
    }),
    told: (truth) => toldByZendesk(parts.world, truth),
  };
}

function limits(total: number): Limits {
  return { total, kinds: { incremental: 10 } };
}

const refusals: Record<Parameters<Desk["refuse"]>[0], Refusal> = {
  unauthenticated: { status: 401, body: { error: "Couldn't authenticate you" } },
  forbidden: {
    status: 403,
    body: { error: { title: "Forbidden", message: "You do not have access to this page." } },
  },
  not_found: { status: 404, body: { error: "InvalidEndpoint", description: "Not found" } },
  throttled: {
    status: 429,
    body: {
      error: "APIRateLimitExceeded",
      description: "Number of allowed API requests per minute exceeded",
    },
  },
  failed: { status: 500, body: { error: "InternalError", description: "Something went wrong" } },
};
