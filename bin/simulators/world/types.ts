/** One desk, told in no vendor's words: every instant is in milliseconds and falls on a whole second, as vendors send them. */

export type SimCompany = {
  id: number;
  name: string;
  description: string | null;
  domains: string[];
  account_number: string | number | null;
  created_at: number;
  updated_at: number;
};

export type SimRequester = {
  id: number;
  first_name: string;
  last_name: string | null;
  email: string | null;
  phone: string | null;
  job_title: string | null;
  company_id: number | null;
  is_active: boolean;
  created_at: number;
  updated_at: number;
};

export type SimAgent = {
  id: number;
  first_name: string;
  last_name: string | null;
  email: string;
  is_active: boolean;
  group_ids: number[];
  created_at: number;
  updated_at: number;
};

export type SimGroup = { id: number; name: string; workspace_id: number };
export type SimWorkspace = { id: number; name: string; is_primary: boolean };

/** Status, priority and source are Freshservice's numbers; the other vendors' files say what they call them. */
export type SimTicket = {
  id: number;
  subject: string | null;
  description: string | null;
  status: number;
  priority: number;
  source: number;
  type: string | null;
  category: string | null;
  tags: string[];
  cc_emails: string[];
  requester_id: number | null;
  responder_id: number | null;
  group_id: number | null;
  company_id: number | null;
  workspace_id: number;
  created_at: number;
  updated_at: number;
  due_at: number | null;
  first_response_due_at: number | null;
  first_responded_at: number | null;
  agent_responded_at: number | null;
  requester_responded_at: number | null;
  resolved_at: number | null;
  closed_at: number | null;
  reopened_at: number | null;
  deleted: boolean;
  spam: boolean;
  merged_into: number | null;
};

export type SimFile = { id: number; name: string; type: string; size: number };

export type SimConversation = {
  id: number;
  body: string;
  author_id: number | null;
  incoming: boolean;
  private: boolean;
  source: number;
  from_email: string | null;
  to_emails: string[];
  cc_emails: string[] | null;
  support_email: string | null;
  /** Only those that callers brought along. */
  files?: SimFile[];
  created_at: number;
  updated_at: number;
};

/** `minutes` is what `time_spent` means; null where the text means nothing. */
export type SimTimeEntry = {
  id: number;
  agent_id: number | null;
  time_spent: string | null;
  minutes: number | null;
  billable: boolean;
  timer_running: boolean;
  executed_at: number | null;
  start_time: number | null;
  note: string | null;
  task_id: number | null;
  created_at: number;
  updated_at: number;
};

export const statuses = {
  open: 2,
  pending: 3,
  resolved: 4,
  closed: 5,
  scheduled: 8,
  waitingCustomer: 9,
  waitingThirdParty: 10,
  customerReplied: 26,
  unnamed: 41,
} as const;
