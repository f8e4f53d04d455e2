import {
  type Adapter,
  type OutgoingFile,
  type OutgoingMessage,
  type RemoteConversation,
  type RemoteTicket,
  VendorError,
} from "../adapter";
import { checkSize } from "../check-size";
import { codeOf, fieldsOf, listOf } from "../read-fields";
import { rowOf, understandOne } from "../read-page";
import { fileBody } from "../request-body";
import type { VendorClient } from "../vendor-client";
import { besideOf, toComment, toTicket } from "./map-zendesk";

type Writes = Pick<Adapter, "updateTicket" | "addReply" | "addNote" | "setAccountNumber">;

const mostMegabytesOfFile = 50;

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
    addReply: (id, message) => addComment(client, id, message, true),
    addNote: (id, message, isPrivate) => addComment(client, id, message, !isPrivate),
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
  { html, files }: OutgoingMessage,
  isPublic: boolean,
): Promise<RemoteConversation> {
  const subject = `a ${isPublic ? "reply" : "note"} on ticket ${id}`;
  for (const file of files) checkSize(client.vendorName, [file], mostMegabytesOfFile);
  const uploads = await upload(client, files);
  const comment = { html_body: html, public: isPublic, ...(uploads && { uploads: [uploads] }) };
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

/** Files go ahead of the comment and wait under one token; what no comment takes up is thrown away there. */
async function upload(client: VendorClient, files: readonly OutgoingFile[]): Promise<string | null> {
  let token: string | null = null;
  for (const file of files) {
    const subject = `the file ${file.name}`;
    const { json } = await client.send({
      method: "POST",
      path: "/api/v2/uploads.json",
      query: { filename: file.name, token },
      content: fileBody(file),
      subject,
      kind: "other",
    });
    token = codeOf(fieldsOf(fieldsOf(json)?.upload)?.token);
    if (token === null)
      throw new VendorError("unreadable", `Zendesk took ${subject}, but does not say under which token.`);
  }
  return token;
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
