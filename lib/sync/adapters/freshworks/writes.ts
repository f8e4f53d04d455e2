import type { Adapter, OutgoingFile, OutgoingMessage, RemoteTicket, TicketChanges } from "../adapter";
import { checkSize } from "../check-size";
import { rowOf, understandOne } from "../read-page";
import { formBody, type RequestBody } from "../request-body";
import type { VendorClient } from "../vendor-client";
import type { Dialect } from "./dialect";
import { toConversation } from "./map-ticket";

type Writes = Pick<Adapter, "updateTicket" | "addReply" | "addNote" | "setAccountNumber">;

type ReadOne = (id: string) => Promise<RemoteTicket | null>;

export function writesOf(dialect: Dialect, client: VendorClient, readOne: ReadOne): Writes {
  return {
    updateTicket: async (id, changes) => {
      const answered = await updateTicket(dialect, client, id, changes);
      // The answer lacks what reading includes, such as when the ticket was closed.
      return (await readOne(id)) ?? answered;
    },
    addReply: (id, message) => say(dialect, client, { id, part: "reply" }, message),
    addNote: (id, message, isPrivate) =>
      say(dialect, client, { id, part: "notes", fields: { private: isPrivate } }, message),
    setAccountNumber: async (id, field, accountNumber) => {
      const { noun, path } = dialect.company;
      await client.send({
        method: "PUT",
        path: `${path}/${encodeURIComponent(id)}`,
        body: { custom_fields: { [field]: toNumber(accountNumber) } },
        subject: `${noun} ${id}`,
        kind: "other",
      });
    },
  };
}

async function updateTicket(
  { toTicket }: Dialect,
  client: VendorClient,
  id: string,
  { status, priority, responder_external_id }: TicketChanges,
) {
  const subject = `ticket ${id}`;
  const { json } = await client.send({
    method: "PUT",
    path: pathOf(id),
    body: {
      ...(status !== undefined && { status: toNumber(status) }),
      ...(priority !== undefined && { priority: toNumber(priority) }),
      ...(responder_external_id !== undefined && { responder_id: toNumber(responder_external_id) }),
    },
    subject,
    right: "tickets",
    kind: "ticket",
  });
  return understandOne(rowOf(json, subject, "ticket"), toTicket, subject);
}

type Place = { id: string; part: "reply" | "notes"; fields?: Record<string, boolean> };

async function say(
  { mostMegabytes }: Dialect,
  client: VendorClient,
  { id, part, fields = {} }: Place,
  { html, files }: OutgoingMessage,
) {
  checkSize(client.vendorName, files, mostMegabytes);
  const subject = `a ${part === "reply" ? "reply" : "note"} on ticket ${id}`;
  const { json } = await client.send({
    method: "POST",
    path: `${pathOf(id)}/${part}`,
    ...(files.length === 0 ? { body: { body: html, ...fields } } : { content: form(html, fields, files) }),
    subject,
    right: "replies and notes",
    kind: "other",
  });
  return understandOne(rowOf(json, subject, "conversation"), toConversation, subject);
}

function form(html: string, fields: Record<string, boolean>, files: readonly OutgoingFile[]): RequestBody {
  const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  return formBody(
    { body: html, ...texts },
    files.map((file) => ({ name: "attachments[]", file })),
  );
}

function pathOf(id: string): string {
  return `/api/v2/tickets/${encodeURIComponent(id)}`;
}

/** Ids, codes and account numbers are integers there, as long as they are nothing but digits. */
function toNumber(code: string | null): number | string | null {
  return code !== null && /^(0|[1-9]\d{0,14})$/.test(code) ? Number(code) : code;
}
