import type {
  RemoteAgent,
  RemoteCompany,
  RemotePerson,
  RemoteTicket,
  Resource,
  TicketQuery,
  Vendor,
} from "../adapter";
import type { Fields } from "../read-fields";
import type { Understood } from "../read-page";
import type { Call } from "../vendor-client";
import type { OffsetList } from "./offset-pages";

/** In what Freshservice and Freshdesk, which come from one house, differ. */
export type Dialect = {
  vendor: Vendor;
  resources: readonly Resource[];
  lists: Record<"companies" | "people" | "agents" | "groups", OffsetList>;
  /** What the vendor calls one company. */
  company: { noun: string; path: string };
  fieldsCall: Call;
  /** Of all files of a message together. */
  mostMegabytes: number;
  hasWorkspaces: boolean;
  includes: {
    list: string[];
    one: string[];
    /** Not documented for every account: where it is refused, the others are asked for without it. */
    doubtful: string | null;
  };
  tickets: (query: TicketQuery, include: string) => OffsetList;
  /** Whether lists can be had in the order of the last change, so that nothing shifts before the place of reading. */
  isInOrderOfChange: boolean;
  countCall: (query: TicketQuery) => Call;
  toTicket: (row: Fields) => Understood<RemoteTicket>;
  toCompany: (row: Fields) => Understood<RemoteCompany>;
  toPerson: (row: Fields) => Understood<RemotePerson>;
  toAgent: (row: Fields) => Understood<RemoteAgent>;
};

export function sinceOf({ updated_since }: TicketQuery): string {
  return `${(updated_since ?? beginning).toISOString().slice(0, 19)}Z`;
}

/** The searches compare days, the beginning of one included. */
export function createdSince({ updated_since }: TicketQuery): string {
  return `"created_at:>'${(updated_since ?? beginning).toISOString().slice(0, 10)}'"`;
}

/** Without an instant both vendors keep back everything older than 30 days. */
const beginning = new Date("2000-01-01T00:00:00Z");
