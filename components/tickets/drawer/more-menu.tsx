"use client";

import {
  Archive,
  ArchiveRestore,
  Copy,
  CopyPlus,
  Ellipsis,
  Eye,
  FileText,
  GitMerge,
  Hash,
} from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { openTicketAction, type TicketActionName, type Viewer } from "../ticket-actions";
import type { TicketData } from "../ticket-queries";

/** What is done seldom. Refused entries say why. */
export function MoreMenu({ ticket, viewer }: { ticket: TicketData; viewer: Viewer }) {
  const open = (action: TicketActionName) => openTicketAction(action, [ticket]);
  const { merge, archive, watch } = ticket.refusals;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label="More actions">
          <Ellipsis aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-64">
        <DropdownMenuItem onSelect={() => void copy(linkTo(ticket), "Link copied")}>
          <Copy aria-hidden />
          Copy link
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() => void copy(`#${ticket.number} ${ticket.title}`, "Number and title copied")}
        >
          <Hash aria-hidden />
          Copy number and title
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => open("follow-up")}>
          <CopyPlus aria-hidden />
          Create a follow-up
        </DropdownMenuItem>
        {viewer.is_staff && (
          <>
            <DropdownMenuItem onSelect={() => open("markdown")}>
              <FileText aria-hidden />
              Download as markdown
            </DropdownMenuItem>
            <DropdownMenuItem disabled={Boolean(merge)} hint={merge} onSelect={() => open("merge")}>
              <GitMerge aria-hidden />
              Merge into another ticket
            </DropdownMenuItem>
            <DropdownMenuItem disabled={Boolean(watch)} hint={watch} onSelect={() => open("watchers")}>
              <Eye aria-hidden />
              Watchers
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem disabled={Boolean(archive)} hint={archive} onSelect={() => open("archive")}>
              {ticket.archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
              {ticket.archived ? "Restore from the archive" : "Archive"}
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function linkTo(ticket: TicketData): string {
  return new URL(`/tickets/${ticket.number}`, window.location.origin).href;
}

async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success(done);
  } catch {
    toast.error("The browser did not let Docket copy it", { description: text });
  }
}
