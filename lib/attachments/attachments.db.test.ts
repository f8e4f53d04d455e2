import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { updateOrganization } from "@/lib/people/update-organization";
import { setEnv } from "@/lib/platform/env";
import type { Context } from "@/lib/platform/organization";
import type { Role } from "@/lib/platform/permissions";
import { addMessage } from "@/lib/tickets/add-message";
import { createTicket } from "@/lib/tickets/create-ticket";
import { listMessages } from "@/lib/tickets/list-messages";
import { listTickets } from "@/lib/tickets/list-tickets";
import {
  createMessageInput,
  createTicketInput,
  listMessagesQuery,
  listTicketsQuery,
} from "@/lib/tickets/schema";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, type Ticket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { attachFile } from "./attach-file";
import { deleteAttachment } from "./delete-attachment";
import { deleteUpload } from "./delete-upload";
import { getAttachment } from "./get-attachment";
import { linkAttachment } from "./link-attachment";
import { listAttachments } from "./list-attachments";
import { receiveFile } from "./receive-file";
import { attachFileQuery, linkInput, listAttachmentsQuery } from "./schema";
import { updateAttachment } from "./update-attachment";
import { uploadFile } from "./upload-file";

useTestDatabase();
let desk: Desk;
let ticket: Ticket;
let folder: string;
const limits = { max_mb: 50 };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-attachments-"));
  setEnv({ DATA_DIR: folder, DOCKET_SECRET: "a secret of the tests, long enough for them" });
  desk = await makeDesk();
});
beforeEach(async () => {
  ticket = await desk.fill((ctx) =>
    makeTicket(ctx, {
      created_by_id: desk.people.shipper.id,
      created_by_role: "shipper",
      owner_role: "ops_agent",
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const receive = (role: Role, text = `content ${++made}`, name = "proof.txt") =>
  receiveFile(
    new Request("http://docket.test/", { method: "POST", body: text }),
    desk.actor(role),
    limits,
    name,
  );
async function attach(role: Role, fields: object = {}, text?: string, name?: string) {
  const received = await receive(role, text, name);
  const query = attachFileQuery.parse(fields);
  return (await desk.as(role, (ctx) => attachFile(ctx, ticket.id, query, received))).data;
}
async function upload(role: Role, text?: string) {
  const received = await receive(role, text);
  return (await desk.as(role, (ctx) => uploadFile(ctx, received))).data;
}
const list = async (role: Role) =>
  (await desk.as(role, (ctx) => listAttachments(ctx, ticket.id, listAttachmentsQuery.parse({})))).data;
const contents = () => desk.fill((ctx) => readFiles(ctx));
const readFiles = (ctx: Context) =>
  ctx.tx.storedFile.findMany({ select: { id: true, reference_count: true, state: true, storage_key: true } });
const found = async (role: Role, search: string) =>
  (await desk.as(role, (ctx) => listTickets(ctx, listTicketsQuery.parse({ search })))).data.map(
    ({ id }) => id,
  );
const path = (key: string) => join(folder, "files", key);

describe("a file on a ticket", () => {
  test("is kept, listed with a link, audited, announced and found by its name", async () => {
    const row = await attach("ops_agent", {}, undefined, "quokka bill.txt");
    expect(row).toMatchObject({
      file_name: "quokka bill.txt",
      preview: "text",
      is_internal: false,
      may_change: true,
    });
    expect(row.file_url).toMatch(/^\/api\/v1\/attachments\/[\w-]+\/content\?expires=\d+&signature=/);
    expect(await list("shipper")).toMatchObject([{ id: row.id, may_change: false }]);
    const trail = await desk.trail(ticket);
    expect(trail.audit.at(-1)).toMatchObject({
      action: "ATTACHMENT_ADDED",
      actor_id: desk.people.ops_agent.id,
      payload: { attachment_id: row.id, file_name: "quokka bill.txt" },
    });
    expect(trail.events.at(-1)?.name).toBe("ticket.file_added");
    expect(await found("shipper", "quokka")).toEqual([ticket.id]);
    expect(readdirSync(join(folder, "incoming"))).toEqual([]);
  });

  test("that is internal exists for the desk alone: in list, by id, in search and over the stream", async () => {
    const row = await attach("ops_agent", { is_internal: true }, undefined, "wombat ledger.txt");
    expect(await list("ops_agent")).toMatchObject([{ id: row.id, is_internal: true }]);
    expect(await list("shipper")).toEqual([]);
    const reads: ((ctx: Context, id: string) => Promise<unknown>)[] = [
      getAttachment,
      (ctx, id) => linkAttachment(ctx, id, {}),
    ];
    for (const read of reads)
      await expect(desk.as("shipper", (ctx) => read(ctx, row.id))).rejects.toMatchObject({
        code: "not_found",
      });
    expect(await found("shipper", "wombat")).toEqual([]);
    expect(await found("ops_agent", "wombat")).toEqual([ticket.id]);
    expect((await desk.trail(ticket)).events.at(-1)?.name).toBe("ticket.internal_file_added");
    await expect(attach("shipper", { is_internal: true })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("nobody adds one to a ticket they cannot see or that is closed", async () => {
    await expect(attach("driver")).rejects.toMatchObject({ code: "not_found" });
    await desk.fill((ctx) => ctx.tx.ticket.update({ where: { id: ticket.id }, data: { archived: true } }));
    await expect(attach("ops_agent")).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a sensitive file", () => {
  test("opens for the desk with a reason alone, each time, and leaves it in the audit", async () => {
    const row = await attach("ops_agent", { is_sensitive: true });
    expect(row.file_url).toBeNull();
    const link = (role: Role, input: object = {}) =>
      desk.as(role, (ctx) => linkAttachment(ctx, row.id, linkInput.parse(input)));
    await expect(link("admin")).rejects.toMatchObject({ code: "reason_required" });
    expect(() => linkInput.parse({ reason: "too short" })).toThrow("At least 20 characters.");
    const reason = "The consignee disputes the signature.";
    expect((await link("admin", { reason })).data.url).toContain("signature=");
    expect((await desk.trail(ticket)).audit.at(-1)).toMatchObject({
      action: "SENSITIVE_VIEWED",
      actor_id: desk.people.admin.id,
      payload: { attachment_id: row.id, file_name: "proof.txt", reason },
    });
    await expect(link("admin")).rejects.toMatchObject({ code: "reason_required" });
    // What lies in one's own ticket is no secret from oneself.
    expect((await list("shipper"))[0]?.file_url).toContain("signature=");
  });

  test("is marked by who added it or by a manager", async () => {
    const row = await attach("ops_agent");
    const mark = (role: Role) =>
      desk.as(role, (ctx) => updateAttachment(ctx, row.id, { is_sensitive: true }));
    await desk.fill((ctx) =>
      ctx.tx.ticket.update({ where: { id: ticket.id }, data: { owner_role: "compliance_officer" } }),
    );
    await expect(mark("compliance_officer")).rejects.toMatchObject({ code: "forbidden" });
    expect((await mark("ops_manager")).data).toMatchObject({ is_sensitive: true, file_url: null });
    await mark("ops_manager");
    const marks = (await desk.trail(ticket)).audit.filter(({ action }) => action === "ATTACHMENT_CHANGED");
    expect(marks).toHaveLength(1);
  });
});

describe("deleting", () => {
  test("needs the right, leaves a trace and takes the name out of the search", async () => {
    const row = await attach("ops_agent", {}, undefined, "platypus note.txt");
    const remove = (role: Role) =>
      desk.as(role, (ctx) => deleteAttachment(ctx, row.id, { reason: "Wrong customer." }));
    await expect(remove("shipper")).rejects.toMatchObject({ code: "forbidden" });
    await remove("ops_agent");
    await expect(remove("ops_agent")).rejects.toMatchObject({ code: "conflict" });
    expect(await list("shipper")).toEqual([]);
    expect(await list("ops_manager")).toMatchObject([
      {
        file_url: null,
        deletion_reason: "Wrong customer.",
        deleted_by_name: desk.people.ops_agent.name,
        may_change: false,
      },
    ]);
    expect(await found("ops_manager", "platypus")).toEqual([]);
    expect((await desk.trail(ticket)).audit.at(-1)).toMatchObject({
      action: "ATTACHMENT_DELETED",
      payload: { file_name: "platypus note.txt", reason: "Wrong customer." },
    });
    await expect(desk.as("admin", (ctx) => linkAttachment(ctx, row.id, {}))).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("one content", () => {
  test("is kept once however often it comes, until the last that refers to it goes", async () => {
    const before = (await contents()).length;
    const first = await attach("ops_agent", {}, "the same bytes", "a.txt");
    const second = await attach("ops_manager", {}, "the same bytes", "b.csv");
    const held = await upload("admin", "the same bytes");
    const kept = (await contents()).slice(before);
    expect(kept).toMatchObject([{ reference_count: 3, state: "stored" }]);
    for (const { id } of [first, second]) await desk.as("admin", (ctx) => deleteAttachment(ctx, id, {}));
    await desk.as("admin", (ctx) => deleteUpload(ctx, held.id));
    expect((await contents()).slice(before)).toMatchObject([{ reference_count: 0 }]);
    expect(existsSync(path(kept[0]?.storage_key ?? ""))).toBe(true);
    await attach("ops_agent", {}, "the same bytes");
    expect((await contents()).slice(before)).toMatchObject([{ id: kept[0]?.id, reference_count: 1 }]);
  });

  test("is another one for another organization", async () => {
    const other = await makeDesk();
    await attach("ops_agent", {}, "shared by chance");
    const received = await receiveFile(
      new Request("http://docket.test/", { method: "POST", body: "shared by chance" }),
      other.actor("admin"),
      limits,
      "x.txt",
    );
    await other.as("admin", (ctx) => uploadFile(ctx, received));
    expect(received.content.pendingId).not.toBeNull();
  });

  test("sent twice at once is kept once", async () => {
    const [one, two] = await Promise.all([receive("ops_agent", "raced"), receive("admin", "raced")]);
    await Promise.all([
      desk.as("ops_agent", (ctx) => uploadFile(ctx, one)),
      desk.as("admin", (ctx) => uploadFile(ctx, two)),
    ]);
    const referred = (await contents()).filter(({ reference_count }) => reference_count === 2);
    expect(referred).toHaveLength(1);
  });
});

describe("uploads", () => {
  test("go with the message they were made for and are as internal as it is", async () => {
    const { id } = await upload("ops_agent");
    const input = createMessageInput.parse({
      message: "See the proof",
      is_internal_note: true,
      upload_ids: [id],
    });
    const { data: note } = await desk.as("ops_agent", (ctx) => addMessage(ctx, ticket.id, input));
    const [row] = await list("ops_agent");
    expect(row).toMatchObject({ message_id: note.id, is_internal: true, file_name: "proof.txt" });
    expect(note.attachments).toEqual([`/api/v1/attachments/${row?.id}`]);
    expect(await list("shipper")).toEqual([]);
    const messages = await desk.as("ops_agent", (ctx) =>
      listMessages(ctx, ticket.id, listMessagesQuery.parse({})),
    );
    expect(messages.data[0]?.attachments).toEqual(note.attachments);
    await expect(desk.as("ops_agent", (ctx) => addMessage(ctx, ticket.id, input))).rejects.toThrow(
      "no longer there",
    );
  });

  test("go with a new ticket, five at most, and only one's own", async () => {
    const [mine, theirs] = [await upload("shipper"), await upload("driver")];
    const fields = {
      title: "Delivery proof is missing",
      description: "The consignee never signed the delivery proof.",
    };
    const create = (ids: string[]) =>
      desk.as("shipper", (ctx) => createTicket(ctx, createTicketInput.parse({ ...fields, upload_ids: ids })));
    await expect(create([mine.id, theirs.id])).rejects.toMatchObject({ code: "invalid_input" });
    ticket = { ...ticket, id: (await create([mine.id])).data.id };
    expect(await list("shipper")).toMatchObject([{ file_name: "proof.txt", message_id: null }]);
    await expect(create(Array(6).fill(mine.id))).rejects.toThrow("At most 5 files");
    await desk.as("admin", (ctx) => updateOrganization(ctx, { attachments_per_ticket: 1 }));
    await expect(create([mine.id, theirs.id])).rejects.toThrow("At most 1 file with");
    await expect(desk.as("shipper", (ctx) => deleteUpload(ctx, theirs.id))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
