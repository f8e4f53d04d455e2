import { once } from "node:events";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { createRandom, type Random } from "@/prisma/seed/random";

export type FillOptions = {
  ownerUrl: string;
  organizationId: string;
  tickets: number;
  /** Without messages, audit rows and search, which an export does not touch. */
  isBare?: boolean | undefined;
  onProgress?: (step: string, done: number) => void;
};

const vocabulary = (
  "printer label gate scanner booking shipment pallet driver invoice payment carrier truck trailer customs border delay window dock warehouse " +
  "customer portal password account mail network router switch laptop monitor keyboard license certificate expired renewal contract price " +
  "surcharge fuel toll route stop signature proof delivery damage claim temperature alarm reefer sensor battery update install error timeout " +
  "sync export report archive folder access request approve reject escalate urgent weekly monthly shift handover branch region office phone"
).split(" ");
// Words fall off as in real text: a few everywhere, a long tail that a search looks for.
const rareWords = Array.from({ length: 4_000 }, (_, index) => `term${index.toString(36)}`);
const statuses = [
  "NEW",
  "OPEN",
  "OPEN",
  "IN_PROGRESS",
  "IN_PROGRESS",
  "AWAITING_SHIPPER",
  "AWAITING_OPERATOR",
  "AWAITING_FINANCE",
  "RESOLVED",
  "ESCALATED",
  "REOPENED",
];
const priorities = ["LOW", "MEDIUM", "MEDIUM", "MEDIUM", "HIGH", "CRITICAL"];
const queues = [
  "ops_agent",
  "ops_agent",
  "finance",
  "compliance_officer",
  "ops_manager",
  "hq_support",
  "franchise_agent",
];
const resolutionMinutes: Record<string, number> = { LOW: 4320, MEDIUM: 2880, HIGH: 1440, CRITICAL: 240 };
const yearMs = 365 * 86_400_000;

/**
 * Loads tickets with three messages and four audit rows each by COPY. COPY refuses row-level security, so the owner is
 * freed from it meanwhile; triggers are off, what they derive is filled in sets.
 */
export async function fillTickets(options: FillOptions): Promise<void> {
  const client = new Client({ connectionString: options.ownerUrl });
  await client.connect();
  const tables = ["tickets", "ticket_messages", "ticket_audit"];
  try {
    await client.query(
      "select set_config('app.maintenance', 'on', false), set_config('app.organization_id', $1, false)",
      [options.organizationId],
    );
    const { rows: owners } = await client.query<{ id: string; role: string }>(
      "select id, role from users where role not in ('admin', 'driver', 'shipper', 'operator') order by id",
    );
    for (const table of tables)
      await client.query(`alter table ${table} disable trigger user, no force row level security`);
    await copyTickets(client, options, owners);
    await fillTallies(client, options);
    if (!options.isBare) await fillChildren(client, options);
    for (const table of tables)
      await client.query(`alter table ${table} enable trigger user, force row level security`);
    await client.query("select continue_ticket_numbers($1)", [options.organizationId]);
    options.onProgress?.("vacuum", options.tickets);
    for (const table of [...tables, "ticket_search"]) await client.query(`vacuum (analyze) ${table}`);
  } finally {
    await client.end();
  }
}

async function copyTickets(
  client: Client,
  options: FillOptions,
  owners: { id: string; role: string }[],
): Promise<void> {
  const random = createRandom(7);
  const now = Date.now();
  const stream = client.query(
    copyFrom(`copy tickets (organization_id, number, title, description, created_by_role, owner_id, owner_role, priority, status, linked_type,
      linked_id, sla_due_at, response_due_at, tags, created_at, updated_at, public_updated_at, resolved_at, closed_at) from stdin`),
  );
  for (let number = 1; number <= options.tickets; number += 1) {
    const age = Math.round((1 - number / options.tickets) * yearMs);
    if (!stream.write(ticketLine(options.organizationId, number, now - age, random, owners)))
      await once(stream, "drain");
    if (number % 50_000 === 0) options.onProgress?.("tickets", number);
  }
  stream.end();
  await once(stream, "finish");
}

function ticketLine(
  organizationId: string,
  number: number,
  createdMs: number,
  random: Random,
  owners: { id: string; role: string }[],
): string {
  const priority = random.pick(priorities);
  const isOld = createdMs < Date.now() - 30 * 86_400_000;
  const status = isOld && random.chance(0.93) ? "CLOSED" : random.pick(statuses);
  const owner = random.chance(0.8) ? random.pick(owners) : null;
  const isDone = status === "CLOSED" || status === "RESOLVED";
  const doneAt = createdMs + random.waitMinutes(1500) * 60_000;
  const entity = random.chance(0.5) ? random.pick(["booking", "shipment", "payment", "truck"]) : null;
  const instant = (ms: number) => new Date(Math.min(ms, Date.now())).toISOString();
  const updated = instant(isDone ? doneAt : createdMs + random.waitMinutes(600) * 60_000);
  return `${[
    organizationId,
    number,
    `${words(random, 6)} ${number}`,
    words(random, 55),
    "ops_agent",
    owner?.id ?? "\\N",
    owner?.role ?? random.pick(queues),
    priority,
    status,
    entity ?? "\\N",
    entity ? `${entity.slice(0, 3).toUpperCase()}-${random.between(1, 20_000)}` : "\\N",
    new Date(createdMs + (resolutionMinutes[priority] ?? 0) * 60_000).toISOString(),
    new Date(createdMs + 120 * 60_000).toISOString(),
    random.chance(0.4) ? `{${random.pick(vocabulary)}}` : "{}",
    instant(createdMs),
    updated,
    updated,
    isDone ? instant(doneAt) : "\\N",
    status === "CLOSED" ? instant(doneAt + 86_400_000) : "\\N",
  ].join("\t")}\n`;
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () =>
    random.chance(0.6)
      ? random.pick(vocabulary)
      : (rareWords[Math.floor(random.next() ** 3 * rareWords.length)] ?? ""),
  ).join(" ");
}

async function fillTallies(client: Client, options: FillOptions): Promise<void> {
  options.onProgress?.("tallies", options.tickets);
  await client.query(
    `insert into ticket_tallies (organization_id, archived, status, priority, owner_role, tally)
     select organization_id, archived, status, priority, owner_role, count(*) from tickets group by 1, 2, 3, 4, 5`,
  );
}

async function fillChildren(client: Client, options: FillOptions): Promise<void> {
  const step = async (name: string, text: string) => {
    options.onProgress?.(name, options.tickets);
    await client.query(text);
  };
  await step(
    "messages",
    `insert into ticket_messages (organization_id, ticket_id, actor_role, message, message_text, is_internal_note, created_at)
     select t.organization_id, t.id, 'ops_agent', '<p>' || left(t.description, 160) || '</p>', left(t.description, 160), n = 3, t.created_at + n * interval '1 hour'
     from tickets t, generate_series(1, 3) n`,
  );
  await step(
    "audit",
    `insert into ticket_audit (organization_id, ticket_id, actor_role, action, payload, created_at, salt, digest)
     select t.organization_id, t.id, 'ops_agent', (array['CREATED', 'ASSIGNED', 'STATUS_CHANGED', 'MESSAGE_ADDED'])[n], '{"status": "OPEN"}',
       t.created_at + n * interval '1 hour', '\\x00', '\\x00'
     from tickets t, generate_series(1, 4) n`,
  );
  await step(
    "search",
    `insert into ticket_search (ticket_id, organization_id, tags, created_at, archived, is_sensitive, document, note_document)
     select id, organization_id, tags, created_at, archived, is_sensitive, search_vector(title, 'A') || search_vector(description, 'B'), search_vector(left(description, 160), 'C') from tickets`,
  );
}
