import { beforeAll, describe, expect, test } from "vitest";
import { listWatchers } from "@/lib/watchers/list-watchers";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import {
  makeAttachment,
  makeMessage,
  makeRequester,
  makeTicket,
  makeWatcher,
  type Ticket,
} from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { addMessage } from "./add-message";
import { getTicket } from "./get-ticket";
import { listMessages } from "./list-messages";
import { listTickets } from "./list-tickets";
import { mergeTickets } from "./merge-tickets";
import { openSensitiveTicket } from "./open-sensitive-ticket";
import { createMessageInput, listMessagesQuery, listTicketsQuery } from "./schema";
import { undoMerge } from "./undo-merge";

useTestDatabase();
let desk: Desk;
let other: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  other = await makeDesk();
});

const reason = "Both are about the same late shipment";
const make = (fields: Record<string, unknown> = {}) =>
  desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent", ...fields }));
const merge = (source: Ticket, target: { id: string }) =>
  desk.as("ops_manager", (ctx) => mergeTickets(ctx, source.id, { target_id: target.id, reason }));
const undo = (source: Ticket) =>
  desk.as("ops_manager", (ctx) => undoMerge(ctx, source.id, "They turned out to be two shipments"));
const get = (ticket: Ticket) => desk.as("admin", (ctx) => getTicket(ctx, ticket.id));
const messages = async (ticket: Ticket, role: "admin" | "shipper" = "admin") =>
  (await desk.as(role, (ctx) => listMessages(ctx, ticket.id, listMessagesQuery.parse({})))).data;
const found = async (words: string) =>
  (await desk.as("admin", (ctx) => listTickets(ctx, listTicketsQuery.parse({ search: words })))).data.map(
    (row) => row.id,
  );

describe("merge and undo", () => {
  test("moves the conversation, closes the source, and undo puts exactly that back", async () => {
    const [source, target] = [await make({ status: "IN_PROGRESS" }), await make()];
    const [first, , file] = await desk.fill(async (ctx) => [
      await makeMessage(ctx, source, { message_text: "Where is the zebrawood?" }),
      await makeMessage(ctx, source, { message_text: "A private remark", is_internal_note: true }),
      await makeAttachment(ctx, source, { file_name: "quokka bill.pdf" }),
      await makeWatcher(ctx, source, desk.people.ops_agent),
      await makeWatcher(ctx, target, desk.people.finance),
    ]);
    const merged = await merge(source, target);
    expect(merged.data.id).toBe(target.id);
    expect(merged.data.merged_tickets).toEqual([expect.objectContaining({ number: source.number })]);
    expect((await get(source)).data).toMatchObject({
      status: "CLOSED",
      merged_into: { id: target.id, number: target.number },
    });
    expect(await messages(source)).toEqual([]);
    expect((await messages(target)).map((row) => row.message_text)).toEqual([
      "Where is the zebrawood?",
      "A private remark",
      expect.stringContaining(`Merged from #${source.number}`),
    ]);
    expect(await found("zebrawood")).toEqual([target.id]);
    const watchers = await desk.as("admin", (ctx) => listWatchers(ctx, target.id));
    expect(watchers.data.map((row) => row.user_id).sort()).toEqual(
      [desk.people.finance.id, desk.people.ops_agent.id].sort(),
    );

    await desk.as("admin", (ctx) =>
      addMessage(ctx, target.id, createMessageInput.parse({ message: "A later reply" })),
    );
    const undone = await undo(source);
    expect(undone.data).toMatchObject({ status: "IN_PROGRESS", merged_into: null, closed_at: null });
    expect((await messages(source)).map((row) => row.id)).toContain(first?.id);
    expect((await messages(target)).map((row) => row.message_text)).toEqual([
      expect.stringContaining("Merged from"),
      "A later reply",
    ]);
    expect(await found("zebrawood")).toEqual([source.id]);
    expect(await found("quokka")).toEqual([source.id]);
    expect(
      (await desk.as("admin", (ctx) => listWatchers(ctx, target.id))).data.map((row) => row.user_id),
    ).toEqual([desk.people.finance.id]);
    const [attachment] = await desk.fill(
      (ctx) =>
        ctx.tx.$queryRaw<
          { ticket_id: string }[]
        >`select ticket_id from ticket_attachments where id = ${file?.id}::uuid`,
    );
    expect(attachment?.ticket_id).toBe(source.id);
  });

  test("both tickets' audit says who merged what and why, and the events leave", async () => {
    const [source, target] = [await make(), await make()];
    await merge(source, target);
    await undo(source);
    const from = await desk.trail(source);
    const into = await desk.trail(target);
    expect(from.audit.find((row) => row.action === "MERGED")).toMatchObject({
      actor_id: desk.people.ops_manager.id,
      payload: { reason, into_number: target.number },
    });
    expect(into.audit.find((row) => row.action === "MERGED")?.payload).toMatchObject({
      from_number: source.number,
    });
    for (const { audit } of [from, into]) expect(audit.map((row) => row.action)).toContain("MERGE_UNDONE");
    expect(from.events.map((event) => event.name)).toEqual(["ticket.merged", "ticket.merge_undone"]);
  });

  test("an escalated ticket gets its earlier status and memory back", async () => {
    const [source, target] = [await make({ status: "ESCALATED", escalated_from: "OPEN" }), await make()];
    await merge(source, target);
    expect((await undo(source)).data).toMatchObject({ status: "ESCALATED", escalated_from: "OPEN" });
  });

  test("the target may be named by its number", async () => {
    const [source, target] = [await make(), await make()];
    const answer = await desk.as("ops_manager", (ctx) =>
      mergeTickets(ctx, source.id, { target_number: target.number, reason }),
    );
    expect(answer.data.id).toBe(target.id);
  });
});

describe("requesters", () => {
  test("a conversation stays where it is when another requester reads the target", async () => {
    const stranger = await desk.fill((ctx) => makeRequester(ctx));
    const source = await make({ requester_id: stranger.id });
    const target = await make({ created_by_id: desk.people.shipper.id, created_by_role: "shipper" });
    await desk.fill((ctx) => makeMessage(ctx, source, { message_text: "My account number is 4471" }));
    await merge(source, target);
    expect((await messages(source)).map((row) => row.message_text)).toEqual(["My account number is 4471"]);
    expect(await messages(target, "shipper")).toEqual([]);
    const seen = await desk.as("shipper", (ctx) => getTicket(ctx, target.id));
    expect(seen.data.merged_tickets).toEqual([]);
  });

  test("two tickets of one requester become one conversation that they can read", async () => {
    const own = { created_by_id: desk.people.shipper.id, created_by_role: "shipper" };
    const [source, target] = [await make(own), await make(own)];
    await desk.fill((ctx) => makeMessage(ctx, source, { message_text: "Any news?" }));
    await merge(source, target);
    expect((await messages(target, "shipper")).map((row) => row.message_text)).toEqual(["Any news?"]);
  });
});

describe("refusals", () => {
  test("itself, an archived, a closed and a merged target", async () => {
    const source = await make();
    await expect(merge(source, source)).rejects.toMatchObject({ code: "invalid_input" });
    for (const fields of [{ archived: true }, { status: "CLOSED" }]) {
      const target = await make(fields);
      await expect(merge(source, target)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(`#${target.number} cannot take it in`),
      });
    }
    await expect(merge(await make({ status: "CLOSED" }), source)).rejects.toMatchObject({ code: "conflict" });
  });

  test("cycles and chains", async () => {
    const [a, b, c] = [await make(), await make(), await make()];
    await merge(a, b);
    await expect(merge(b, a)).rejects.toMatchObject({ message: expect.stringContaining("merged into") });
    await expect(merge(a, c)).rejects.toMatchObject({ code: "conflict" });
    await expect(merge(b, c)).rejects.toMatchObject({
      message: expect.stringContaining(`#${a.number} was merged into #${b.number}`),
    });
    await merge(c, b);
  });

  test("a sensitive ticket goes only into a sensitive one, and needs to be opened first", async () => {
    const source = await make({ is_sensitive: true });
    const target = await make();
    await expect(merge(source, target)).rejects.toMatchObject({ code: "reason_required" });
    await desk.as("ops_manager", (ctx) =>
      openSensitiveTicket(ctx, source.id, "I need to see whether it is a duplicate"),
    );
    await expect(merge(source, target)).rejects.toMatchObject({
      message: expect.stringContaining("sensitive"),
    });
  });

  test("agents, foreign organizations, and an undo without a merge", async () => {
    const [source, target] = [await make(), await make()];
    await expect(
      desk.as("ops_agent", (ctx) => mergeTickets(ctx, source.id, { target_id: target.id, reason })),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      other.as("admin", (ctx) => mergeTickets(ctx, source.id, { target_id: target.id, reason })),
    ).rejects.toMatchObject({ code: "not_found" });
    const foreign = await other.fill((ctx) => makeTicket(ctx));
    await expect(merge(source, foreign)).rejects.toMatchObject({ code: "not_found" });
    await expect(undo(source)).rejects.toMatchObject({ code: "conflict" });
    expect((await get(source)).data.status).toBe("NEW");
  });
});
