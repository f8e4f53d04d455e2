import { type Adapter, type RemoteConversation, type RemoteTicket, VendorError } from "../adapter";
import { fieldsOf, listOf } from "../read-fields";
import { rowOf, understandOne } from "../read-page";
import type { VendorClient } from "../vendor-client";
import { besideOf, toComment, toTicket } from "./map-zendesk";

type Writes = Pick<Adapter, "updateTicket" | "addReply" | "addNote" | "setAccountNumber">;

type ReadOne = (id: string) => Promise<RemoteTicket | null>;

export function writesOf(client: VendorClient, readOne: ReadOne): Writes {
  return {
    updateTicket: async (id, { status, priority, responder_external_id }): Promise<RemoteTicket> => {
      const subject = `ticket ${id}`;
      const json = await putTicket(client, id, subject, true, {
        ...(status !== undefined && { status }),
        ...(priority !== undefined && { priority }),
        ...(responder_external_id !== undefined && {
          assignee_id: responder_external_id === null ? null : Number(responder_external_id),
        }),
      });
      const beside = besideOf(json);
      const answered = understandOne(rowOf(json, subject, "ticket"), (row) => toTicket(row, beside), subject);
      // The answer lacks the metrics, such as when the ticket was closed.
      return (await readOne(id)) ?? answered;
    },
    addReply: (id, html) => addComment(client, id, html, true),
    addNote: (id, html, isPrivate) => addComment(client, id, html, !isPrivate),
    setAccountNumber: async (id, field, accountNumber) => {
      await client.send({
        method: "PUT",
        path: `/api/v2/organizations/${encodeURIComponent(id)}.json`,
        body: { organization: { organization_fields: { [field]: accountNumber } } },
        subject: `organization ${id}`,
        kind: "other",
      });
    },
  };
}

/** A comment is a change of its ticket, and twice the same one would be two comments. */
async function addComment(
  client: VendorClient,
  id: string,
  html: string,
  isPublic: boolean,
): Promise<RemoteConversation> {
  const subject = `a ${isPublic ? "reply" : "note"} on ticket ${id}`;
  const comment = { html_body: html, public: isPublic };
  const json = await putTicket(client, id, subject, false, { comment });
  const events = listOf(fieldsOf(fieldsOf(json)?.audit)?.events) ?? [];
  const event = events.map(fieldsOf).find((one) => one?.type === "Comment");
  if (!event)
    throw new VendorError("unreadable", `Zendesk stored ${subject}, but does not say as which comment.`);
  const createdAt =
    fieldsOf(fieldsOf(json)?.audit)?.created_at ?? fieldsOf(fieldsOf(json)?.ticket)?.updated_at;
  const beside = besideOf(json);
  const stored = understandOne({ created_at: createdAt, ...event }, (row) => toComment(row, beside), subject);
  return { ...stored, is_incoming: false };
}

async function putTicket(
  client: VendorClient,
  id: string,
  subject: string,
  isRepeatable: boolean,
  ticket: object,
): Promise<unknown> {
  const path = `/api/v2/tickets/${encodeURIComponent(id)}.json`;
  const call = { method: "PUT", path, body: { ticket }, subject, kind: "ticket", isRepeatable } as const;
  return (await client.send(call)).json;
}
