"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { attachmentsKey, type UploadData } from "@/components/attachments/attachment-queries";
import type { QueuedFile } from "@/components/attachments/use-file-queue";
import { uploadIdsOf } from "@/components/attachments/use-upload-queue";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import type { ComposerMode, Viewer } from "../ticket-actions";
import {
  failureText,
  type MessageData,
  type MessagePages,
  type TicketData,
  ticketKeys,
} from "../ticket-queries";

export type OutgoingMessage = {
  html: string;
  text: string;
  mode: ComposerMode;
  uploads: readonly QueuedFile<UploadData>[];
};

/** Shows the message at once; false when the server did not take it and the text must go back to its writer. */
export function useSendMessage(ticket: TicketData, viewer: Viewer) {
  const client = useQueryClient();
  return useCallback(
    async (message: OutgoingMessage): Promise<boolean> => {
      const key = ticketKeys.messages(ticket.id);
      const isNote = message.mode === "note";
      const pending = pendingMessage(ticket, viewer, message);
      await client.cancelQueries({ queryKey: key });
      client.setQueryData<MessagePages>(key, (pages) => prepend(pages, pending));
      try {
        const { data } = await call<typeof ticketsApi.addMessage>("POST", "/tickets/{id}/messages", {
          params: { id: ticket.id },
          body: {
            message: message.html,
            is_internal_note: isNote,
            mentions: pending.mentions,
            upload_ids: uploadIdsOf(message.uploads),
          },
          idempotencyKey: pending.id,
        });
        client.setQueryData<MessagePages>(key, (pages) =>
          prepend(without(pages, [pending.id, data.id]), data),
        );
        // A first answer stops the response clock.
        if (!isNote) void client.invalidateQueries({ queryKey: ticketKeys.detail(ticket.id) });
        void client.invalidateQueries({ queryKey: ticketKeys.audit(ticket.id) });
        if (message.uploads.length > 0)
          void client.invalidateQueries({ queryKey: attachmentsKey(ticket.id) });
        return true;
      } catch (error) {
        client.setQueryData<MessagePages>(key, (pages) => without(pages, [pending.id]));
        toast.error(isNote ? "The note was not added" : "The reply was not sent", {
          description: `${failureText(error)} Your text is back in the composer.`,
        });
        return false;
      }
    },
    [client, ticket, viewer],
  );
}

function pendingMessage(ticket: TicketData, viewer: Viewer, message: OutgoingMessage): MessageData {
  return {
    id: `pending-${Date.now()}-${Math.random().toString(36).slice(2)}`,
    ticket_id: ticket.id,
    actor_id: viewer.id,
    actor_role: viewer.role,
    actor_name: viewer.name,
    message: message.html,
    message_text: message.text,
    attachments: [],
    mentions: mentionsIn(message.html),
    is_internal_note: message.mode === "note",
    created_at: new Date().toISOString(),
    is_pending: true,
  };
}

/** The newest page comes first and holds the newest message first. */
function prepend(pages: MessagePages | undefined, message: MessageData): MessagePages | undefined {
  const [newest, ...older] = pages?.pages ?? [];
  if (!pages || !newest) return pages;
  const total = newest.pagination.total === null ? null : newest.pagination.total + 1;
  const page = { ...newest, data: [message, ...newest.data], pagination: { ...newest.pagination, total } };
  return { ...pages, pages: [page, ...older] };
}

function without(pages: MessagePages | undefined, ids: string[]): MessagePages | undefined {
  if (!pages) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => {
      const data = page.data.filter((message) => !ids.includes(message.id));
      const removed = page.data.length - data.length;
      const total = page.pagination.total === null ? null : page.pagination.total - removed;
      return { ...page, data, pagination: { ...page.pagination, total } };
    }),
  };
}

/** The text itself is the record of who is mentioned, so that a restored draft mentions the same people. */
function mentionsIn(html: string): string[] {
  const nodes = new DOMParser().parseFromString(html, "text/html").querySelectorAll('[data-type="mention"]');
  return [...new Set(Array.from(nodes, (node) => node.getAttribute("data-id") ?? ""))].filter(Boolean);
}
