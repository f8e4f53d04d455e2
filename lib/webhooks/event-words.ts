/** What an endpoint may ask for, with the words its form uses. */
export const webhookEventWords = {
  "ticket.created": "A ticket was created",
  "ticket.updated": "A ticket's facts changed",
  "ticket.assigned": "A ticket got another owner or queue",
  "ticket.status_changed": "A ticket's status changed",
  "ticket.message_added": "A public reply was written",
  "ticket.note_added": "An internal note was written",
  "attachment.added": "A file was added",
  "attachment.deleted": "A file was deleted",
  "ticket.escalated": "Someone escalated a ticket",
  "ticket.auto_escalated": "A breach escalated a ticket",
  "ticket.sla_near_breach": "A clock has less than 20 % left",
  "ticket.sla_breached": "A clock ran out",
  "ticket.merged": "A ticket was merged into another",
  "ticket.archived": "A ticket was archived",
  "ticket.restored": "A ticket came back from the archive",
} as const;
export type WebhookEvent = keyof typeof webhookEventWords;
