/**
 * What Docket asks of an external desk, whichever it is. Only files in this folder know a vendor: its paths,
 * field names, paging and limits. Everything else speaks the records below.
 *
 * Sources: the vendors' references as gathered in the fact sheets on sync and vendors.
 */

export const vendors = ["freshservice", "freshdesk", "zendesk"] as const;
export type Vendor = (typeof vendors)[number];

/** An opaque place to go on from; null at the start. It survives a restart, so it holds no live object. */
export type Cursor = string;

export type Page<Row> = {
  rows: Row[];
  /** Null once the vendor says that nothing follows. A page that could not be read throws instead. */
  next: Cursor | null;
  /** How many rows the vendor says there are in all, where it says so. */
  total: number | null;
  /** Rows that came but cannot be understood, such as a ticket without any date: failures to show, one by one. */
  unreadable: Unreadable[];
};

/** `external_id` is null where not even that can be read. */
export type Unreadable = { external_id: string | null; reason: string };

/** `raw` is the vendor's own object, kept compressed so that a mapping can be corrected later without reading again. */
type Remote = { external_id: string; raw: unknown };

export type RemoteCompany = Remote & {
  name: string;
  description: string | null;
  domains: string[];
  custom_fields: Record<string, unknown>;
  updated_at: Date | null;
};

export type RemotePerson = Remote & {
  name: string;
  email: string | null;
  phone: string | null;
  company_external_ids: string[];
  is_active: boolean;
  updated_at: Date | null;
};

export type RemoteAgent = Remote & {
  name: string;
  email: string | null;
  is_active: boolean;
  group_external_ids: string[];
};

export type RemoteGroup = Remote & { name: string };

/** Codes are the vendor's, as text: `"4"` of Freshservice, `"solved"` of Zendesk. Unknown ones are passed on. */
export type RemoteTicket = Remote & {
  subject: string | null;
  /** Null as well where the vendor keeps it in the thread: see `is_description`. */
  description_html: string | null;
  description_text: string | null;
  /** The HTML of the description is that of the thread's first entry. */
  is_description_in_thread: boolean;
  status: string;
  priority: string | null;
  source: string | null;
  type: string | null;
  tags: string[];
  requester_external_id: string | null;
  requester_name: string | null;
  requester_email: string | null;
  responder_external_id: string | null;
  group_external_id: string | null;
  company_external_id: string | null;
  workspace_external_id: string | null;
  created_at: Date;
  updated_at: Date;
  due_at: Date | null;
  first_response_due_at: Date | null;
  first_responded_at: Date | null;
  agent_responded_at: Date | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  is_deleted: boolean;
  is_spam: boolean;
  merged_into_external_id: string | null;
};

export type RemoteConversation = Remote & {
  body_html: string;
  body_text: string | null;
  from_email: string | null;
  to_emails: string[];
  author_external_id: string | null;
  is_incoming: boolean;
  is_private: boolean;
  /** The ticket's description, which is no message of its own. */
  is_description: boolean;
  /** The vendor's own note that this ticket was closed and merged into that one; null for all others. */
  merged_into_external_id: string | null;
  created_at: Date;
  updated_at: Date;
};

export type RemoteTimeEntry = Remote & {
  agent_external_id: string | null;
  /** Whole minutes; null where the vendor's text could not be understood, which is a failure to show, never a zero. */
  minutes: number | null;
  is_billable: boolean;
  is_running: boolean;
  worked_at: Date | null;
  note: string | null;
  created_at: Date;
  updated_at: Date;
};

export type Choice = { code: string; name: string };

/** What a mapping can be made of; empty lists where the key may not read them. */
export type RemoteVocabulary = {
  statuses: Choice[];
  priorities: Choice[];
  sources: Choice[];
  workspaces: Choice[];
};

export const resources = [
  "tickets",
  "conversations",
  "time_entries",
  "companies",
  "people",
  "agents",
  "groups",
  "fields",
] as const;
export type Resource = (typeof resources)[number];

/** One line of the connection test: may the key read this, and if not, what to ask the vendor's admin for. */
export type Access = { resource: Resource; is_allowed: boolean; detail: string | null };

export type TicketQuery = {
  /** Tickets changed at or after this instant; null = every ticket the vendor will give. */
  updated_since: Date | null;
  /** Restrict to one workspace; null = the vendor's default. */
  workspace_external_id: string | null;
};

export type TicketChanges = {
  status?: string;
  priority?: string;
  responder_external_id?: string | null;
};

/** A file that goes to the vendor with a message; opened each time it is sent. */
export type OutgoingFile = {
  name: string;
  type: string;
  size: number;
  open: () => Promise<AsyncIterable<Buffer>>;
};
export type OutgoingMessage = { html: string; files: readonly OutgoingFile[] };

/** What this adapter's calls have cost so far. */
export type CallCounters = {
  /** Requests sent, repeated ones too. */
  calls: number;
  retries: number;
  /** Time in which at least one call waited for the rate budget or for the vendor's Retry-After. */
  throttled_ms: number;
  /** How far the vendor's clock is ahead of ours, by its last answer; null while unknown. */
  clock_skew_ms: number | null;
};

/**
 * Every call passes the connection's rate budget, is tried again where that can help, and otherwise throws a
 * `VendorError` whose `kind` says what happened. No method answers with an empty list for something it could not read.
 */
export type Adapter = {
  vendor: Vendor;
  /** Grows while the adapter is used. */
  readonly counters: Readonly<CallCounters>;
  /** What this vendor offers at all: a missing one is not an error of the key. */
  resources: readonly Resource[];
  checkAccess(): Promise<Access[]>;
  readVocabulary(): Promise<RemoteVocabulary>;
  readCompanies(cursor: Cursor | null): Promise<Page<RemoteCompany>>;
  readPeople(cursor: Cursor | null): Promise<Page<RemotePerson>>;
  readAgents(cursor: Cursor | null): Promise<Page<RemoteAgent>>;
  readGroups(cursor: Cursor | null): Promise<Page<RemoteGroup>>;
  /** Whether `readTickets` brings deleted ones as well, so that nobody need ask for them. */
  listsDeleted: boolean;
  readTickets(query: TicketQuery, cursor: Cursor | null): Promise<Page<RemoteTicket>>;
  /** Ids the vendor lists as deleted or spam; hints only, each to be confirmed by `readTicket`. */
  readDeletions(query: TicketQuery, cursor: Cursor | null): Promise<Page<{ external_id: string }>>;
  /** Null when the vendor says that there is no such ticket. */
  readTicket(externalId: string): Promise<RemoteTicket | null>;
  readConversations(externalId: string, cursor: Cursor | null): Promise<Page<RemoteConversation>>;
  readTimeEntries(externalId: string, cursor: Cursor | null): Promise<Page<RemoteTimeEntry>>;
  /** How many tickets the vendor counts, for the drift check; null where it cannot say. */
  countTickets(query: TicketQuery): Promise<number | null>;
  /** About how many a reading will bring, to say how long it takes: where need be those created since, not changed. */
  estimateTickets(query: TicketQuery): Promise<number | null>;
  ticketUrl(externalId: string): string;

  updateTicket(externalId: string, changes: TicketChanges): Promise<RemoteTicket>;
  /** Files that are more than the vendor takes are refused before anything is sent. */
  addReply(externalId: string, message: OutgoingMessage): Promise<RemoteConversation>;
  addNote(externalId: string, message: OutgoingMessage, isPrivate: boolean): Promise<RemoteConversation>;
  /** Writes a company's account number into the configured custom field. */
  setAccountNumber(companyExternalId: string, field: string, accountNumber: string): Promise<void>;
};

export const vendorErrorKinds = [
  "unauthorized",
  "forbidden",
  "not_found",
  "invalid_request",
  "rate_limited",
  "unavailable",
  "unreadable",
  "conflict",
] as const;
export type VendorErrorKind = (typeof vendorErrorKinds)[number];

/** `retryAfterSeconds` is the vendor's own word where it gave one. */
export class VendorError extends Error {
  constructor(
    readonly kind: VendorErrorKind,
    message: string,
    readonly retryAfterSeconds: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "VendorError";
  }
}
