import type { Truth } from "../server/desk";
import type { SimConversation } from "../world/types";
import type { World } from "../world/world";
import { tagsOf, typeWord } from "./records";

/**
 * What of the truth a copy can hold: Zendesk dates no promise, has no hours, says in whole minutes when the first reply
 * came, and never edits a comment.
 */
export function toldByZendesk(world: World, { ticket, conversations }: Truth): Truth {
  const { created_at, first_responded_at: answered } = ticket;
  return {
    ticket: {
      ...ticket,
      requester_id: ticket.requester_id ?? world.directory.agents[0]?.id ?? null,
      type: typeWord(ticket.type),
      tags: tagsOf(ticket),
      due_at: null,
      first_response_due_at: null,
      agent_responded_at: null,
      first_responded_at:
        answered === null ? null : created_at + Math.round((answered - created_at) / 60_000) * 60_000,
      closed_at: ticket.status_code === "closed" ? ticket.closed_at : null,
      workspace_id: null,
    },
    conversations: conversations.map((entry) => toldConversation(world, entry)),
    time_entries: [],
  };
}

function toldConversation({ directory }: World, entry: SimConversation): SimConversation {
  const requester = directory.requesters.find(({ id }) => id === entry.author_id);
  const author = requester ?? directory.agents.find(({ id }) => id === entry.author_id);
  return {
    ...entry,
    incoming: author ? author === requester : entry.from_email !== null,
    from_email: entry.from_email ?? author?.email ?? null,
    to_emails: [],
    updated_at: entry.created_at,
  };
}
