import type { NotificationChannel, NotificationKind } from "@/lib/notifications/schema";

/** What each kind of notification is about, as its reader would say it. */
export const kindWords: Record<NotificationKind, { label: string; hint: string }> = {
  assigned: { label: "Assigned to me", hint: "A ticket becomes yours" },
  mentioned: { label: "Mentions", hint: "Someone calls you in a reply or a note" },
  replied: { label: "Replies", hint: "A public message on a ticket of yours" },
  noted: { label: "Internal notes", hint: "A note on a ticket you own or watch" },
  created: { label: "New tickets", hint: "A ticket was filed for you" },
  status_changed: { label: "Status", hint: "A ticket moves on or is resolved" },
  changed: { label: "Priority, due time, owner", hint: "Changes of a ticket you own or watch" },
  near_breach: { label: "Due soon", hint: "Under a fifth of the time is left" },
  breached: { label: "Overdue", hint: "A deadline was missed" },
  escalated: { label: "Escalations", hint: "To your role, or of a ticket you own or watch" },
  merged: { label: "Merges", hint: "A ticket you own or watch ends in another" },
  watching: { label: "Made a watcher", hint: "A colleague adds you to a ticket" },
};

export const channelWords: Record<NotificationChannel, string> = {
  bell: "Bell",
  email: "E-mail",
  push: "Push",
  sms: "SMS",
};
