import { z } from "zod";
import { instant, listAnswer, listQuery, one, uuid } from "@/lib/platform/schema";

/** What happened, as the person it is told to sees it. */
export const notificationKinds = [
  "assigned",
  "mentioned",
  "replied",
  "noted",
  "created",
  "status_changed",
  "changed",
  "near_breach",
  "breached",
  "escalated",
  "merged",
  "watching",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Why a person hears of it; where several hold, the first. */
export const notificationReasons = ["mentioned", "owner", "role", "watcher", "requester"] as const;
export type NotificationReason = (typeof notificationReasons)[number];

/** Besides the bell; each has an implementation of `Channel` and a function `deliver-<…>` that sends by it. */
export const deliveryChannels = ["email", "push", "sms"] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

export const notificationChannels = ["bell", ...deliveryChannels] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

const quiet = { bell: true, email: false, push: false, sms: false };
const mailed = { bell: true, email: true, push: false, sms: false };
const urgent = { bell: true, email: true, push: true, sms: false };

/** What a person gets who chose nothing. */
export const defaultChoices: Record<NotificationKind, Record<NotificationChannel, boolean>> = {
  assigned: urgent,
  mentioned: urgent,
  replied: urgent,
  noted: mailed,
  created: mailed,
  status_changed: quiet,
  changed: quiet,
  near_breach: { bell: true, email: false, push: true, sms: false },
  breached: urgent,
  escalated: urgent,
  merged: quiet,
  watching: mailed,
};

/** Requesters do not watch the desk: what they are told at all, they are told by e-mail too. */
export const requesterDefaults: Record<NotificationChannel, boolean> = mailed;

/** What a requester can be told of; everything else is the desk's own business. */
export const requesterKinds = ["created", "replied", "status_changed"] as const satisfies NotificationKind[];

const channelChoices = z.partialRecord(z.enum(notificationChannels), z.boolean());
/** Only what differs from the defaults, by kind and channel. */
export const choices = z.partialRecord(z.enum(notificationKinds), channelChoices);
export type Choices = z.output<typeof choices>;

export const digests = ["off", "hourly", "daily"] as const;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day such as 18:30.");

export const preferences = z.object({
  choices,
  digest: z.enum(digests),
  /** When a daily summary comes, in the person's own zone. */
  digest_at: clockTime,
  /** Between these times only the bell hears of anything; both null: never quiet. */
  quiet_from: clockTime.nullable(),
  quiet_until: clockTime.nullable(),
  quiet_lets_critical_through: z.boolean(),
});
export type Preferences = z.output<typeof preferences>;

export const defaultPreferences: Preferences = {
  choices: {},
  digest: "off",
  digest_at: "08:00",
  quiet_from: null,
  quiet_until: null,
  quiet_lets_critical_through: true,
};

export const preferencesAnswer = one(
  preferences.extend({
    /** Kinds this person can be told of, with what holds where they chose nothing. */
    defaults: z.array(
      z.object({
        kind: z.enum(notificationKinds),
        channels: z.record(z.enum(notificationChannels), z.boolean()),
      }),
    ),
    time_zone: z.string(),
    /** Stopped by an unsubscribe link; sending `is_mail_stopped: false` starts it again. */
    is_mail_stopped: z.boolean(),
  }),
);

export const updatePreferencesInput = preferences
  .partial()
  .extend({ is_mail_stopped: z.literal(false).optional() })
  .refine((input) => (input.quiet_from === undefined) === (input.quiet_until === undefined), {
    path: ["quiet_until"],
    error: "quiet_from and quiet_until go together.",
  })
  .refine((input) => (input.quiet_from === null) === (input.quiet_until === null), {
    path: ["quiet_until"],
    error: "Set both ends of the quiet hours, or neither.",
  })
  .refine((input) => !input.quiet_from || input.quiet_from !== input.quiet_until, {
    path: ["quiet_until"],
    error: "Quiet hours need two different times.",
  });
export type UpdatePreferencesInput = z.output<typeof updatePreferencesInput>;

export const testQuery = z.object({ channel: z.enum(deliveryChannels) });
export const testResult = z.object({
  is_sent: z.boolean(),
  /** Where it went, or what the mail server, push service or provider said instead. */
  message: z.string(),
});
export type TestResult = z.output<typeof testResult>;

export const notificationRow = z.object({
  id: uuid,
  kind: z.enum(notificationKinds),
  reason: z.enum(notificationReasons),
  ticket_id: uuid,
  ticket_number: z.int(),
  /** Null where the ticket is sensitive and its reader has not stated a reason. */
  ticket_title: z.string().nullable(),
  actor_name: z.string().nullable(),
  /** One sentence: who did what. */
  text: z.string(),
  /** The beginning of the message it is about. */
  excerpt: z.string().nullable(),
  created_at: instant,
  read_at: instant.nullable(),
});
export type NotificationRow = z.output<typeof notificationRow>;

export const listNotificationsQuery = listQuery.omit({ page: true }).extend({
  unread: z.enum(["true", "false"]).optional(),
});

export const notificationsAnswer = listAnswer(notificationRow).extend({ unread: z.int() });
export const unreadAnswer = one(z.object({ unread: z.int() }));

export const markReadInput = z.union([
  z.strictObject({ ids: z.array(uuid).min(1).max(500) }),
  z.strictObject({ ticket_id: uuid }),
  z.strictObject({ ticket_number: z.int().min(1).max(2_147_483_647) }),
  z.strictObject({ all: z.literal(true) }),
]);
export type MarkReadInput = z.output<typeof markReadInput>;

export const mailStatuses = ["waiting", "sent", "failed"] as const;

export const mailRow = z.object({
  id: z.string(),
  to_address: z.string(),
  subject: z.string(),
  ticket_number: z.int().nullable(),
  notification_count: z.int(),
  status: z.enum(mailStatuses),
  attempts: z.int(),
  last_error: z.string().nullable(),
  /** Its words can be read: it was written to the outbox folder instead of being sent. */
  is_in_outbox: z.boolean(),
  created_at: instant,
  updated_at: instant,
});
export type MailRow = z.output<typeof mailRow>;

export const mailDetail = mailRow.extend({
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  html: z.string().nullable(),
  text: z.string().nullable(),
});
export type MailDetail = z.output<typeof mailDetail>;

export const listMailsQuery = listQuery.omit({ page: true }).extend({
  status: z.enum(mailStatuses).optional(),
  search: z.string().trim().max(200).optional(),
});

export const mailsAnswer = listAnswer(mailRow).extend({
  /** Whether mail leaves by SMTP or is written to the outbox folder. */
  transport: z.enum(["smtp", "outbox"]),
  /** E-mails that wait for a summary, the end of quiet hours or their next try. */
  planned: z.int(),
});

export const mailId = z.object({ id: z.string().regex(/^(summary\.)?[0-9a-f-]{36}$/) });

export const unsubscribeQuery = z.object({
  token: z.string().max(1000),
  /** `all` stops every e-mail to this address instead of those about one ticket. */
  scope: z.enum(["ticket", "all"]).default("ticket"),
});

export const unsubscribeAnswer = one(
  z.object({ stopped: z.enum(["ticket", "all"]), ticket_number: z.int().nullable() }),
);
