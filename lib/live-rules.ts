import { type LiveRules, toHolders, toPerson } from "./platform/realtime/live-policy";
import { mayLookAtTicket, ticketLivePolicy } from "./tickets/live-policy";

/** Who hears what over the live stream, one line a noun; what no line covers reaches nobody. */
export const liveRules: LiveRules = {
  policies: [
    ticketLivePolicy,
    toPerson(/^(notification|export)\./),
    toHolders(/^bulk\./, "tickets:bulk"),
    toHolders(/^import\./, "tickets:import"),
    toHolders(/^(user|franchise|requester)\./, "people:read"),
    toHolders(/^company\./, "companies:read"),
    toHolders(/^closures?\./, "closures:read"),
    toHolders(/^view\./, "views:read"),
    toHolders(/^(entity|entities)\./, "entities:read"),
    // Whoever works on synced tickets may know how old they are.
    toHolders(/^sync\.run_(progressed|ended)$/, "tickets:note"),
  ],
  mayLook: mayLookAtTicket,
};
