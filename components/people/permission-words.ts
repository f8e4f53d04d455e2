import { type Permission, permissions } from "@/lib/platform/permissions";

/** What each permission lets its holder do. The matrix and the scopes of a token are written with it. */
export const permissionWords: Record<Permission, string> = {
  "tickets:read": "See tickets",
  "tickets:create": "Create tickets",
  "tickets:reply": "Reply publicly",
  "tickets:note": "Read and write internal notes",
  "tickets:update": "Change title, priority, tags and facts",
  "tickets:assign": "Assign to people and queues",
  "tickets:take": "Take from one's own queue",
  "tickets:escalate": "Escalate",
  "tickets:resolve": "Resolve",
  "tickets:close": "Close",
  "tickets:reopen": "Reopen",
  "tickets:merge": "Merge",
  "tickets:archive": "Archive and restore",
  "tickets:bulk": "Change many tickets at once",
  "tickets:import": "Import tickets from files",
  "tickets:export": "Export the tickets one sees, with personal data masked below admin",
  "tickets:watch": "Watch tickets",
  "tickets:watchers": "Choose watchers for others",
  "attachments:read": "Open the files of the tickets one sees",
  "attachments:write": "Add files to the tickets one may write to",
  "attachments:manage": "Delete one's own files or mark them as sensitive; managers anyone's",
  "views:read": "Use saved views",
  "views:write": "Save views",
  "views:publish": "Share views with everyone",
  "entities:read": "Look up bookings, trucks and other linked things",
  "entities:write": "Feed linked things",
  "people:read": "See people, franchises and requesters",
  "people:write": "Manage people and franchises",
  "organization:write": "Name the organization and set its time zone",
  "tokens:write": "Create API tokens",
  "webhooks:write": "Manage webhooks",
  "audit:read": "Read the audit log",
  "operations:manage": "Watch background work, repeat and cancel it",
  "notifications:read": "Read one's own notifications",
  "notifications:write": "Mark notifications as read and choose how they come",
  "mails:read": "See what was e-mailed",
  "mails:write": "Send a failed e-mail again",
  "sla:read": "See SLA policies",
  "sla:write": "Change SLA policies and calendars",
  "sync:read": "See connections to other desks, their runs and what needs mapping",
  "sync:write": "Connect other desks, read from them and map their records",
  "closures:read": "See who closed which tickets",
  "closures:write": "Link external agents and count closures again",
  "companies:read": "See companies",
  "companies:write": "Manage companies and their minimum charge",
  "companies:export": "Read all tickets of a company with their hours, for other programs",
  "notes:export": "Take internal notes out of the desk",
  "knowledge:read": "Download tickets as markdown and read their context",
};

const nounNames: Record<string, string> = {
  tickets: "Tickets",
  views: "Saved views",
  entities: "Linked entities",
  people: "People",
  organization: "Organization",
  tokens: "API tokens",
  webhooks: "Webhooks",
  audit: "Audit",
  operations: "Operations",
  notifications: "Notifications",
  mails: "E-mail",
  sla: "SLA",
  sync: "Sync",
  closures: "Closures",
  companies: "Companies",
  notes: "Internal notes",
  knowledge: "Knowledge",
};

export interface PermissionGroup {
  noun: string;
  name: string;
  permissions: Permission[];
}

export function permissionGroups(held: readonly Permission[] = permissions): PermissionGroup[] {
  const groups = Map.groupBy(held, (permission) => permission.split(":")[0] ?? "");
  return [...groups].map(([noun, members]) => ({
    noun,
    name: nounNames[noun] ?? noun,
    permissions: members,
  }));
}
