import { judge, type TicketHappening } from "./audience";
import { chooseChannels } from "./choose-channels";
import type { Candidate } from "./load-people";
import type { DeliveryChannel, NotificationKind, NotificationReason } from "./schema";
import { type Plan, whenToSend } from "./when-to-send";

export type PlannedNotification = {
  user_id: string | null;
  requester_id: string | null;
  kind: NotificationKind;
  reason: NotificationReason;
  is_public: boolean;
  in_bell: boolean;
  deliveries: (Plan & { channel: DeliveryChannel })[];
};

type Circumstances = {
  now: Date;
  isCritical: boolean;
  /** E-mails planned lately, by user or requester id. */
  recentMails: ReadonlyMap<string, number>;
};

/** Whom an event is told to, by which channels and when: the rules together, without a database. */
export function planNotifications(
  happening: TicketHappening,
  people: readonly Candidate[],
  { now, isCritical, recentMails }: Circumstances,
): PlannedNotification[] {
  return people.flatMap((person) => {
    const verdict = judge(happening, person);
    if (!verdict.told) return [];
    const { kind, reason, is_public } = verdict;
    const channels = chooseChannels(verdict, person.role, person.preferences.choices, person.watching);
    if (channels.length === 0) return [];
    const situation = {
      now,
      zone: person.time_zone,
      isCritical,
      recentMails: recentMails.get(person.user_id ?? person.requester_id ?? "") ?? 0,
    };
    const deliveries = channels
      .filter((channel) => channel !== "bell")
      .filter((channel) => channel !== "push" || person.has_browser)
      .map((channel) => ({ channel, ...whenToSend(channel, person.preferences, situation) }));
    const { user_id, requester_id } = person;
    return [
      { user_id, requester_id, kind, reason, is_public, in_bell: channels.includes("bell"), deliveries },
    ];
  });
}
