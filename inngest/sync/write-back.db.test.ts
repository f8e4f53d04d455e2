import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningSimulator, startSimulator } from "@/bin/simulators/start";
import { receiveFile } from "@/lib/attachments/receive-file";
import { uploadFile } from "@/lib/attachments/upload-file";
import { setEnv } from "@/lib/platform/env";
import { createConnection } from "@/lib/sync/connections/create-connection";
import { listWriteBacks } from "@/lib/sync/list-write-backs";
import { retryWriteBack } from "@/lib/sync/retry-write-back";
import { listWriteBacksQuery, startRunInput } from "@/lib/sync/schema";
import { startRun } from "@/lib/sync/start-run";
import { workOnRun } from "@/lib/sync/work-on-run";
import { addMessage } from "@/lib/tickets/add-message";
import { assignTicket } from "@/lib/tickets/assign-ticket";
import { assignTicketInput, createMessageInput, transitionTicketInput } from "@/lib/tickets/schema";
import { transitionTicket } from "@/lib/tickets/transition-ticket";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { sendWriteBacks } from "./send-write-backs";

useTestDatabase();
let desk: Desk;
let simulator: RunningSimulator;
let connectionId: string;
let folder: string;
let tickets: { id: string; external_id: string }[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-write-back-"));
  setEnv({ SYNC_ALLOW_PRIVATE: "true", DATA_DIR: folder });
  simulator = await startSimulator({ vendor: "freshservice", tickets: 60, seed: 5, plan: "unlimited" });
  desk = await makeDesk();
  const { data } = await desk.as("admin", (ctx) =>
    createConnection(ctx, {
      vendor: "freshservice",
      name: "Acme helpdesk",
      base_url: simulator.url,
      key: simulator.keys[0] ?? "",
    }),
  );
  connectionId = data.id;
  await read("base");
  await read("full");
  tickets = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<typeof tickets>`
      select t.id, t.external_id from tickets t where t.is_mirrored and t.status in ('OPEN', 'IN_PROGRESS') and not archived order by t.number`,
  );
});
afterAll(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function read(kind: "base" | "full"): Promise<void> {
  const input = startRunInput.parse({ connection_id: connectionId, kind });
  const { data } = await desk.as("admin", (ctx) => startRun(ctx, input));
  while ((await workOnRun(desk.organization.id, data.id)) === "more");
}

async function send(options: Parameters<typeof runFunction>[2] = {}): Promise<void> {
  const data = { organization_id: desk.organization.id, connection_id: connectionId };
  await runFunction(sendWriteBacks, { name: "sync.write_back_queued", data }, options);
  const open = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ id: string }[]>`select id from sync_runs where status = 'queued'`,
  );
  for (const { id } of open) while ((await workOnRun(desk.organization.id, id)) === "more");
}

async function allow(write_back: object): Promise<void> {
  await desk.fill(
    (ctx) =>
      ctx.tx.$executeRaw`update sync_connections set write_back = ${JSON.stringify(write_back)}::jsonb`,
  );
}

async function queue() {
  const { data } = await desk.as("admin", (ctx) => listWriteBacks(ctx, listWriteBacksQuery.parse({})));
  return data;
}

function pick(): { id: string; external_id: string } {
  const ticket = tickets.pop();
  if (!ticket) throw new Error("There are too few open tickets.");
  return ticket;
}

async function stateOf(id: string) {
  const [row] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ status: string; owner_id: string | null; messages: number }[]>`
      select status, owner_id, (select count(*)::int from ticket_messages m where m.ticket_id = t.id) as messages
      from tickets t where id = ${id}::uuid`,
  );
  return row;
}

const reply = (id: string, is_internal_note = false) =>
  desk.as("admin", (ctx) =>
    addMessage(ctx, id, createMessageInput.parse({ message: "<p>We are on our way.</p>", is_internal_note })),
  );
const resolve = (id: string) =>
  desk.as("admin", (ctx) =>
    transitionTicket(
      ctx,
      id,
      transitionTicketInput.parse({
        status: "RESOLVED",
        resolution_summary: "The cable was plugged in again.",
      }),
    ),
  );

test("while writing back is off, the vendor's fields are refused and notes stay here", async () => {
  const { id } = pick();
  await expect(reply(id)).rejects.toMatchObject({ code: "conflict" });
  await expect(resolve(id)).rejects.toMatchObject({ code: "conflict" });
  await reply(id, true);
  expect(await queue()).toEqual([]);
});

test("a reply arrives once, though its sender died behind the call, and is one message here", async () => {
  await allow({ reply: true, status: true, owner: true });
  const { id, external_id } = pick();
  const said = simulator.world.conversations(Number(external_id)).length;
  await reply(id);
  const { messages } = (await stateOf(id)) ?? {};
  // As if the answer had been lost: the row says it is being sent, and the words are there already.
  await send();
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`update sync_write_backs set status = 'sending', next_attempt_at = now()`,
  );
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`update ticket_messages set external_id = null where ticket_id = ${id}::uuid
    and actor_id is not null`,
  );
  await send({ crashAfter: ["send-0"] });
  expect(simulator.world.conversations(Number(external_id))).toHaveLength(said + 1);
  expect(await stateOf(id)).toMatchObject({ messages });
  expect(await queue()).toMatchObject([{ kind: "reply", status: "sent", summary: "Reply of 18 characters" }]);
});

test("the files of a reply go with it", async () => {
  const { id, external_id } = pick();
  const request = new Request("http://docket.test/", { method: "POST", body: "a proof" });
  const received = await receiveFile(request, desk.actor("admin"), { max_mb: 1 }, "proof.txt");
  const upload = await desk.as("admin", (ctx) => uploadFile(ctx, received));
  const input = createMessageInput.parse({ message: "<p>See the file.</p>", upload_ids: [upload.data.id] });
  await desk.as("admin", (ctx) => addMessage(ctx, id, input));
  await send();
  expect(simulator.world.conversations(Number(external_id)).at(-1)).toMatchObject({
    body: "<p>See the file.</p>",
    files: [{ name: "proof.txt", size: 7, type: "text/plain" }],
  });
  expect((await queue())[0]).toMatchObject({
    status: "sent",
    summary: "Reply of 13 characters, with a file",
  });
});

test("status and owner follow; what the vendor changed meanwhile is a conflict until somebody decides", async () => {
  const { id, external_id } = pick();
  const number = Number(external_id);
  const agent = simulator.world.directory.agents[0];
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`
      update freshworks_user_mapping set user_id = ${desk.people.ops_agent.id}::uuid where freshworks_user_id = ${agent?.id}::bigint`,
  );
  const owner = assignTicketInput.parse({
    owner_role: "ops_agent",
    owner_id: desk.people.ops_agent.id,
    reason: "Knows the customer and the building.",
  });
  await desk.as("admin", (ctx) => assignTicket(ctx, id, owner));
  await send();
  expect(simulator.world.ticket(number)).toMatchObject({ responder_id: agent?.id });
  expect(await stateOf(id)).toMatchObject({ owner_id: desk.people.ops_agent.id });

  await resolve(id);
  simulator.world.setTicket(number, { updated_at: simulator.world.now() + 60_000, status: 3 });
  await send();
  const [conflict] = await queue();
  expect(conflict).toMatchObject({ kind: "status", status: "conflict", summary: "Status to Resolved" });
  expect(await stateOf(id)).toMatchObject({ status: "AWAITING_SHIPPER" });
  await desk.as("admin", (ctx) => retryWriteBack(ctx, conflict?.id ?? ""));
  await send();
  expect(simulator.world.ticket(number)).toMatchObject({ status: 4 });
  expect((await queue())[0]).toMatchObject({ status: "sent" });
});
