import type { Context } from "@/lib/platform/organization";
import type { DeliveryChannel, NotificationKind } from "./schema";

/** Whom a notification goes to: an account, or a contact who has none. */
export type Recipient = {
  user_id: string | null;
  requester_id: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  is_staff: boolean;
  time_zone: string;
};

/**
 * What may be said to this recipient at this moment. Whatever they may not see is not in it: no title of a
 * sensitive ticket, never the words of an internal note for anyone outside the desk.
 */
export type Notice = {
  id: string;
  organization_name: string;
  kind: NotificationKind;
  recipient: Recipient;
  ticket: {
    id: string;
    number: number;
    title: string | null;
    priority: string;
    is_sensitive: boolean;
    /** Where the ticket opens; contacts without an account have nowhere to go. */
    url: string | null;
  };
  actor_name: string | null;
  /** One sentence: who did what. */
  text: string;
  message: { html: string; text: string } | null;
  created_at: Date;
};

/** Nothing can be sent to this person by this channel; the delivery ends as skipped, with the reason. */
export type Skipped = { skip: string };

export type Outcome =
  | { status: "sent"; receipt?: string }
  /** Tried again later: seven times more within a day. */
  | { status: "retry"; error: string; retryAfterSeconds?: number }
  /** Refused for good, such as an address that does not exist. */
  | { status: "failed"; error: string };

/**
 * One way to reach a person beside the bell. `deliverNotification(channel, …)` claims the delivery, checks what
 * may be said, and keeps the outcome; a channel only reads what it needs and sends.
 */
export type Channel<Prepared> = {
  name: DeliveryChannel;
  /** Inside the first transaction: addresses, subscriptions, the finished message. */
  prepare: (ctx: Context, notice: Notice) => Promise<Prepared | Skipped>;
  /** Outside any transaction. What it throws counts as "retry". */
  send: (prepared: Prepared) => Promise<Outcome>;
  /** Inside the second transaction, for what the channel itself keeps; `status` is "failed" after the last try. */
  record?: (
    ctx: Context,
    prepared: Prepared,
    outcome: Outcome,
    status: "sent" | "retry" | "failed",
  ) => Promise<void>;
};
