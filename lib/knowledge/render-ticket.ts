import { block, heading, inline } from "./safe-markdown";

export type DocumentMessage = {
  from_email: string | null;
  created_at: string | null;
  body: string | null;
  incoming: boolean;
};

/** What the document of a ticket is made of, in the documented words; texts are as they were written. */
export type TicketDocument = {
  id: string;
  /** The vendor's number; a native ticket's own. */
  ticket_number: string;
  source: string;
  subject: string | null;
  requester_name: string | null;
  requester_email: string | null;
  status: string | null;
  priority: string | null;
  created_at: string;
  last_updated_at: string;
  closed_at: string | null;
  total_hours_spent: number;
  description: string | null;
  conversations: DocumentMessage[];
  /** Empty also where they are not to leave the desk. */
  notes: DocumentMessage[];
};

/** The documented layout. `depth` shifts its headings below those of the text around it. */
export function renderTicket(ticket: TicketDocument, depth = 0): string {
  const parts = [
    heading(1 + depth, `Ticket #${ticket.ticket_number}: ${ticket.subject || "No Subject"}`),
    heading(2 + depth, "Ticket Information"),
    facts(ticket),
    heading(2 + depth, "Description"),
    block(ticket.description || "No description"),
  ];
  if (ticket.conversations.length > 0) {
    parts.push(heading(2 + depth, "Conversation History"));
    ticket.conversations.forEach((message, at) => {
      const direction = message.incoming ? "→ Incoming" : "← Outgoing";
      parts.push(...entry(heading(3 + depth, `Message ${at + 1} - ${direction}`), message));
    });
  }
  if (ticket.notes.length > 0) {
    parts.push(heading(2 + depth, "Internal Notes"));
    ticket.notes.forEach((note, at) => {
      parts.push(...entry(heading(3 + depth, `Note ${at + 1}`), note));
    });
  }
  parts.push(
    ticket.source === "native" ? "*From Docket.*" : `*From ${inline(ticket.source)}, as Docket has it.*`,
  );
  return `${parts.join("\n\n")}\n`;
}

function facts(ticket: TicketDocument): string {
  const requester = `${ticket.requester_name || "Unknown"} (${ticket.requester_email || "N/A"})`;
  const lines: [string, string][] = [
    ["Requester", requester],
    ["Status", ticket.status || "Closed"],
    ["Priority", ticket.priority || "Medium"],
    ["Created", ticket.created_at],
    ["Last Updated", ticket.last_updated_at],
    ["Closed", ticket.closed_at || "N/A"],
    ["Hours Spent", `${ticket.total_hours_spent.toFixed(2)} hours`],
  ];
  return lines.map(([label, value]) => `- **${label}:** ${inline(value)}`).join("\n");
}

function entry(title: string, message: DocumentMessage): string[] {
  const head = [
    title,
    `**From:** ${inline(message.from_email || "Unknown")}`,
    `**Date:** ${inline(message.created_at || "N/A")}`,
  ];
  return [head.join("\n"), block(message.body || "No content"), "---"];
}
