import { MessageCircleWarning, PenLine, X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import type { PresentPerson } from "@/lib/platform/realtime/protocol";
import type { MessageData } from "../ticket-queries";

export interface ComposerNoticesProps {
  typing: PresentPerson[];
  /** What others wrote since this person opened the ticket. */
  newReplies: MessageData[];
  onShow: () => void;
  onDismiss: () => void;
}

/** Keeps two people from answering the same question twice. */
export function ComposerNotices({ typing, newReplies, onShow, onDismiss }: ComposerNoticesProps) {
  const latest = newReplies[0];
  return (
    <div aria-live="polite" className="empty:hidden">
      {typing.length > 0 && (
        <p className="flex items-center gap-1.5 px-1 pb-1.5 text-xs text-muted-foreground">
          <PenLine aria-hidden className="size-3.5 shrink-0" />
          {typingWords(typing)}
        </p>
      )}
      {latest && (
        <p className="mb-1.5 flex items-center gap-2 rounded-sm bg-warning-soft py-1 pr-1 pl-2 text-xs text-warning-text">
          <MessageCircleWarning aria-hidden className="size-3.5 shrink-0" />
          <span className="min-w-0 flex-1">{replyWords(newReplies, latest)}</span>
          <button type="button" onClick={onShow} className="rounded-xs px-1.5 py-0.5 font-medium underline">
            Read it
          </button>
          <IconButton label="Dismiss" size="xs" onClick={onDismiss} className="text-warning-text">
            <X aria-hidden />
          </IconButton>
        </p>
      )}
    </div>
  );
}

function typingWords(people: PresentPerson[]): string {
  const [first, ...rest] = people;
  if (!first) return "";
  if (rest.length > 0) return `${first.name} and ${rest.length} more are writing here.`;
  return first.typing === "note" ? `${first.name} is writing a note.` : `${first.name} is writing a reply.`;
}

function replyWords(replies: MessageData[], latest: MessageData): string {
  if (replies.length > 1) return `${replies.length} messages came in since you opened this ticket.`;
  const act = latest.is_internal_note ? "added a note" : "replied";
  return `${latest.actor_name ?? "Someone"} ${act} since you opened this ticket.`;
}
