import type { Adapter, RemoteTicket, TicketChanges } from "../adapter";
import { rowOf, understandOne } from "../read-page";
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
    addReply: (id, html) => say(client, id, "reply", { body: html }),
    addNote: (id, html, isPrivate) => say(client, id, "notes", { body: html, private: isPrivate }),
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

async function say(client: VendorClient, id: string, part: "reply" | "notes", body: object) {
  const subject = `a ${part === "reply" ? "reply" : "note"} on ticket ${id}`;
  const path = `${pathOf(id)}/${part}`;
  const { json } = await client.send({
    method: "POST",
    path,
    body,
    subject,
    right: "replies and notes",
    kind: "other",
  });
  return understandOne(rowOf(json, subject, "conversation"), toConversation, subject);
}

function pathOf(id: string): string {
  return `/api/v2/tickets/${encodeURIComponent(id)}`;
}

/** Ids, codes and account numbers are integers there, as long as they are nothing but digits. */
function toNumber(code: string | null): number | string | null {
  return code !== null && /^(0|[1-9]\d{0,14})$/.test(code) ? Number(code) : code;
}
