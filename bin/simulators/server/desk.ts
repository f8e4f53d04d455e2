import type { Changes } from "../world/changes";
import type { SimConversation, SimFile, SimTicket, SimTimeEntry } from "../world/types";
import type { World } from "../world/world";

export const rights = [
  "tickets",
  "conversations",
  "time_entries",
  "companies",
  "people",
  "agents",
  "groups",
  "fields",
  "export",
  "write",
] as const;
export type Right = (typeof rights)[number];

export const plans = ["starter", "growth", "pro", "enterprise", "unlimited"] as const;
export type Plan = (typeof plans)[number];

/** Calls a minute: in all, and of the kinds that have a limit of their own. Null: as many as one likes. */
export type Limits = { total: number; kinds: Record<string, number> } | null;

export type SimRequest = {
  /** What the path's pattern caught, in order. */
  params: string[];
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** Of a form; the content of a body that is itself a file. */
  files: SimFile[];
  content: { type: string; size: number };
  /** As the caller wrote it, for links to further pages. */
  origin: string;
};

export type SimResponse = {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Where in the body the rows of a list are; "" for a body that is itself the list. */
  rowsIn?: string;
};

export type Route = {
  name: string;
  method: "GET" | "POST" | "PUT" | "DELETE";
  pattern: RegExp;
  right: Right | null;
  /** Which limit of its own the call counts against, besides the total. */
  kind?: string;
  credits?: (request: SimRequest) => number;
  handle: (request: SimRequest) => SimResponse;
};

export type Refusal = { status: number; body?: unknown; headers?: Record<string, string> };

export type Truth = {
  ticket: Omit<SimTicket, "workspace_id"> & {
    workspace_id: number | null;
    status_code: string;
    priority_code: string | null;
    source_code: string | null;
  };
  conversations: SimConversation[];
  time_entries: SimTimeEntry[];
};

/** What makes the general server one vendor's. */
export type Desk = {
  vendor: "freshservice" | "freshdesk" | "zendesk";
  routes: Route[];
  limits: Record<Plan, Limits>;
  refuse: (what: "unauthenticated" | "forbidden" | "not_found" | "throttled" | "failed") => Refusal;
  /** The headers by which a caller learns what is left. */
  rateHeaders: (total: number, remaining: number, used: number) => Record<string, string>;
  /** What the copy has to hold of a ticket, in the vendor's own codes. */
  codes: (ticket: SimTicket) => Pick<Truth["ticket"], "status_code" | "priority_code" | "source_code">;
  /** As much of it as this vendor tells anybody. */
  told: (truth: Truth) => Truth;
};

export type DeskParts = { world: World; changes: Changes };
