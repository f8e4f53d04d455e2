"use client";

import { LoaderCircle, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/shared/relative-time";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { roleName } from "@/lib/platform/role-name";
import { proseStyles } from "../composer/prose-styles";
import type { MessageData } from "../ticket-queries";

export interface MessageItemProps {
  message: Pick<
    MessageData,
    "actor_id" | "actor_name" | "actor_role" | "message" | "created_at" | "is_internal_note" | "is_pending"
  >;
  /** In place of "replied": "opened this ticket". */
  act?: string;
  /** What came with it. */
  files?: ReactNode;
}

/** A public message stands on paper; an internal note on yellow, with a lock and its name in words. */
export function MessageItem({ message, act, files }: MessageItemProps) {
  const { is_internal_note: isNote, is_pending: isPending } = message;
  const name = message.actor_name ?? roleName(message.actor_role);
  return (
    <article
      aria-label={`${isNote ? "Internal note" : "Message"} by ${name}`}
      aria-busy={isPending}
      className={cn(
        "rounded-md border px-3 py-2.5",
        isNote ? "border-note-border bg-note-soft" : "bg-surface",
        isPending && "opacity-70",
      )}
    >
      <header className="mb-1.5 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
        <Avatar name={name} seed={message.actor_id ?? name} />
        <span className="font-medium">{name}</span>
        <span className="text-xs text-muted-foreground">{act ?? roleName(message.actor_role)}</span>
        {isNote && (
          <span className="inline-flex items-center gap-1 text-xs font-medium text-note-text">
            <Lock aria-hidden className="size-3" />
            Internal note
          </span>
        )}
        <span className="ml-auto inline-flex items-center gap-1 text-xs text-muted-foreground">
          {isPending ? (
            <>
              <LoaderCircle aria-hidden className="size-3 animate-spin" />
              Sending
            </>
          ) : (
            <RelativeTime instant={message.created_at} />
          )}
        </span>
      </header>
      <div
        dir="auto"
        className={proseStyles}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the server keeps only an allow-list of tags
        dangerouslySetInnerHTML={{ __html: message.message }}
      />
      {files}
    </article>
  );
}
