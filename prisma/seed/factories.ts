import { randomBytes } from "node:crypto";
import { raw } from "@/lib/platform/database/sql";
import { type Actor, type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import type { Role } from "@/lib/platform/permissions";
import { hashToken } from "@/lib/platform/session";

/** A pg client or pool logged in as the owner: only the owner makes organizations. */
export type Owner = {
  query: <Row extends object>(text: string, values?: unknown[]) => Promise<{ rows: Row[] }>;
};

export type Organization = { id: string; name: string; slug: string; time_zone: string; is_demo: boolean };
export type User = {
  id: string;
  organization_id: string;
  email: string;
  name: string;
  role: Role;
  franchise_id: string | null;
  session_version: number;
};
export type Ticket = {
  id: string;
  number: number;
  title: string;
  status: string;
  priority: string;
  owner_id: string | null;
  owner_role: string | null;
  version: number;
  created_at: Date;
  sla_due_at: Date | null;
};
type Stored = { id: string };
/** Columns of the table by name; whatever is left out gets a plausible value or the column's default. */
type Columns = Record<string, unknown>;

let made = 0;

/** One statement, so that a pool may be used: the setting lasts for this statement's own transaction. */
export async function makeOrganization(
  owner: Owner,
  fields: Partial<Omit<Organization, "id">> = {},
): Promise<Organization> {
  const suffix = unique();
  const { rows } = await owner.query<Organization>(
    `with maintenance as materialized (select set_config('app.maintenance', 'on', true) as setting)
     insert into organizations (name, slug, time_zone, is_demo) select $1, $2, $3, $4 from maintenance
     returning id, name, slug, time_zone, is_demo`,
    [
      fields.name ?? `Organization ${suffix}`,
      fields.slug ?? `organization-${suffix}`,
      fields.time_zone ?? "UTC",
      fields.is_demo ?? false,
    ],
  );
  return first(rows);
}

/** Runs as the machine in one organization: the usual way to fill it. */
export function fill<Result>(
  organization: { id: string },
  run: (ctx: Context) => Promise<Result>,
  now?: Date,
): Promise<Result> {
  return withOrganization(systemActor(organization.id), run, { now, timeoutMs: 120_000 });
}

export function makeUser(ctx: Context, role: Role, fields: Columns = {}): Promise<User> {
  const suffix = unique();
  return insert<User>(ctx, "users", {
    email: `${role}.${suffix}@example.com`.replaceAll("_", "-"),
    name: `${role.replaceAll("_", " ")} ${suffix}`,
    role,
    ...fields,
  });
}

/** The actor a signed-in person becomes. */
export function actorFor(
  user: User,
  organization: Pick<Organization, "id" | "name" | "time_zone">,
  overrides: Partial<Actor> = {},
): Actor {
  return {
    userId: user.id,
    organizationId: organization.id,
    organizationName: organization.name,
    name: user.name,
    email: user.email,
    role: user.role,
    franchiseId: user.franchise_id,
    timeZone: organization.time_zone,
    tokenId: null,
    scopes: null,
    ipAddress: null,
    ...overrides,
  };
}

/** An API token of a person; `secret` goes into the Authorization header. */
export async function makeToken(
  ctx: Context,
  user: Stored,
  scopes: string[] = ["*"],
  fields: Columns = {},
): Promise<{ id: string; secret: string }> {
  const secret = `docket_${randomBytes(24).toString("base64url")}`;
  const { id } = await insert<Stored>(ctx, "api_tokens", {
    user_id: user.id,
    name: "Test",
    prefix: secret.slice(0, 12),
    token_hash: `\\x${hashToken(secret).toString("hex")}`,
    scopes,
    ...fields,
  });
  return { id, secret };
}

export function makeFranchise(ctx: Context, fields: Columns = {}): Promise<Stored> {
  const suffix = unique();
  return insert(ctx, "franchises", { code: `F-${suffix}`, name: `Franchise ${suffix}`, ...fields });
}

export function makeCompany(ctx: Context, fields: Columns = {}): Promise<Stored> {
  return insert(ctx, "companies", { name: `Company ${unique()}`, ...fields });
}

export function makeRequester(ctx: Context, fields: Columns = {}): Promise<Stored> {
  const suffix = unique();
  return insert(ctx, "requesters", {
    name: `Requester ${suffix}`,
    email: `requester.${suffix}@example.com`,
    ...fields,
  });
}

/** Everyone has allowed one browser to show notices. */
export async function makeBrowsers(ctx: Context): Promise<void> {
  await ctx.tx.$executeRaw`
    insert into push_subscriptions (user_id, endpoint, p256dh, auth, label)
    select id, 'https://push.example.com/' || id, 'key', 'auth', 'A browser' from users`;
}

export function makeLinkedEntity(ctx: Context, fields: Columns = {}): Promise<Stored> {
  const suffix = unique();
  return insert(ctx, "linked_entities", {
    type: "booking",
    entity_id: `BK-${suffix}`,
    label: `Booking ${suffix}`,
    ...fields,
  });
}

/** Any column, any status: the state machine guards changes, not what arrives complete. */
export function makeTicket(ctx: Context, fields: Columns = {}): Promise<Ticket> {
  return insert<Ticket>(ctx, "tickets", {
    title: `Ticket ${unique()} about a late shipment`,
    description: "The shipment did not arrive when it was announced.",
    ...fields,
  });
}

export function makeMessage(ctx: Context, ticket: Stored, fields: Columns = {}): Promise<Stored> {
  const text = typeof fields.message_text === "string" ? fields.message_text : "We are looking into it.";
  return insert(ctx, "ticket_messages", {
    ticket_id: ticket.id,
    message: `<p>${text}</p>`,
    message_text: text,
    ...fields,
  });
}

export function makeWatcher(
  ctx: Context,
  ticket: Stored,
  user: Stored,
  fields: Columns = {},
): Promise<Stored> {
  return insert(ctx, "ticket_watchers", { ticket_id: ticket.id, user_id: user.id, ...fields });
}

export function makeAttachment(ctx: Context, ticket: Stored, fields: Columns = {}): Promise<Stored> {
  return insert(ctx, "ticket_attachments", {
    ticket_id: ticket.id,
    file_name: `delivery-proof-${unique()}.pdf`,
    file_url: "https://files.example.com/delivery-proof.pdf",
    file_type: "application/pdf",
    file_size_bytes: 48_213,
    ...fields,
  });
}

/** An upload nobody took yet; its bytes are in no store. */
export async function makeUpload(ctx: Context, person: Stored, fields: Columns = {}): Promise<Stored> {
  const content = randomBytes(32);
  const file = await insert<Stored>(ctx, "stored_files", {
    storage_key: `attachments/${content.toString("hex")}`,
    sha256: `\\x${content.toString("hex")}`,
    size_bytes: 4_821,
    state: "stored",
  });
  return insert(ctx, "file_uploads", {
    uploaded_by_id: person.id,
    file_id: file.id,
    file_name: `photo-${unique()}.jpg`,
    file_type: "image/jpeg",
    ...fields,
  });
}

async function insert<Row>(ctx: Context, table: string, fields: Columns): Promise<Row> {
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  const columns = raw(names.map((name) => `"${name}"`).join(", "));
  const rows = await ctx.tx.$queryRaw<Row[]>`
    insert into ${raw(table)} (${columns})
    select ${columns} from jsonb_populate_record(null::${raw(table)}, ${JSON.stringify(fields)}::jsonb)
    returning *`;
  return first(rows);
}

function unique(): string {
  made += 1;
  return `${made}-${randomBytes(3).toString("hex")}`;
}

function first<Row>(rows: Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error("The database stored no row.");
  return row;
}
