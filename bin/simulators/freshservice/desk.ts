import { refusals } from "../freshworks/refusals";
import type { Desk, DeskParts, Limits } from "../server/desk";
import { directoryRoutes } from "./directory";
import { ticketReads } from "./tickets";
import { ticketWrites } from "./writes";

export function freshserviceDesk(parts: DeskParts): Desk {
  return {
    vendor: "freshservice",
    routes: [...ticketReads(parts), ...ticketWrites(parts), ...directoryRoutes(parts)],
    limits: {
      starter: limits(100, 40, 50),
      growth: limits(200, 70, 80),
      pro: limits(400, 120, 140),
      enterprise: limits(500, 140, 160),
      unlimited: null,
    },
    refuse: (what) => refusals[what],
    rateHeaders: (total, remaining, used) => ({
      "x-ratelimit-total": String(total),
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-used-currentrequest": String(used),
    }),
    codes: (ticket) => ({
      status_code: String(ticket.status),
      priority_code: String(ticket.priority),
      source_code: String(ticket.source),
    }),
    told: (truth) => truth,
  };
}

function limits(total: number, lists: number, tickets: number): Limits {
  return {
    total,
    kinds: {
      list_tickets: lists,
      list_agents: lists,
      list_requesters: lists,
      view_ticket: tickets,
      create_ticket: tickets,
      update_ticket: tickets,
    },
  };
}
