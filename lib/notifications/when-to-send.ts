import { Temporal } from "temporal-polyfill";
import type { DeliveryChannel, Preferences } from "./schema";

export type Plan = { due_at: Date; in_digest: boolean };

/** More e-mails than this in ten minutes, as a bulk change makes them, come as one summary. */
export const mailsBeforeSummary = 20;
export const summaryWindowMinutes = 10;

type Situation = {
  now: Date;
  zone: string;
  isCritical: boolean;
  /** E-mails planned for this person within the window before this one. */
  recentMails: number;
};

/** Now, at the end of the quiet hours, or with the next summary. Only e-mail is ever put together. */
export function whenToSend(
  channel: DeliveryChannel,
  preferences: Preferences,
  { now, zone, isCritical, recentMails }: Situation,
): Plan {
  const isMail = channel === "email";
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const passesQuiet = isCritical && preferences.quiet_lets_critical_through;
  const quietEnd = passesQuiet ? null : endOfQuiet(local, preferences);
  if (isMail && preferences.digest !== "off") {
    const next = nextDigest(local, preferences);
    return {
      due_at: toDate(quietEnd && Temporal.ZonedDateTime.compare(quietEnd, next) > 0 ? quietEnd : next),
      in_digest: true,
    };
  }
  if (quietEnd) return { due_at: toDate(quietEnd), in_digest: isMail };
  if (isMail && recentMails >= mailsBeforeSummary)
    // At full tens of minutes, so that a long flood makes one summary in ten minutes and not one a minute.
    return { due_at: toDate(nextFull(local, summaryWindowMinutes)), in_digest: true };
  return { due_at: now, in_digest: false };
}

/** Null outside the quiet hours. They may run over midnight. */
function endOfQuiet(
  local: Temporal.ZonedDateTime,
  { quiet_from, quiet_until }: Preferences,
): Temporal.ZonedDateTime | null {
  if (quiet_from === null || quiet_until === null) return null;
  const [from, until] = [Temporal.PlainTime.from(quiet_from), Temporal.PlainTime.from(quiet_until)];
  const time = local.toPlainTime();
  const isAfter = (limit: Temporal.PlainTime) => Temporal.PlainTime.compare(time, limit) >= 0;
  const isOvernight = Temporal.PlainTime.compare(from, until) > 0;
  const isQuiet = isOvernight ? isAfter(from) || !isAfter(until) : isAfter(from) && !isAfter(until);
  if (!isQuiet) return null;
  const end = local.withPlainTime(until);
  return isOvernight && isAfter(from) ? end.add({ days: 1 }) : end;
}

function nextDigest(
  local: Temporal.ZonedDateTime,
  { digest, digest_at }: Preferences,
): Temporal.ZonedDateTime {
  if (digest === "hourly") return nextFull(local, 60);
  const today = local.withPlainTime(Temporal.PlainTime.from(digest_at));
  if (Temporal.ZonedDateTime.compare(today, local) > 0) return today;
  return local.add({ days: 1 }).withPlainTime(Temporal.PlainTime.from(digest_at));
}

function nextFull(local: Temporal.ZonedDateTime, minutes: number): Temporal.ZonedDateTime {
  const past = { minutes: local.minute % minutes, seconds: local.second };
  const start = local.subtract(past).with({ millisecond: 0, microsecond: 0, nanosecond: 0 });
  return start.add({ minutes });
}

function toDate(moment: Temporal.ZonedDateTime): Date {
  return new Date(moment.epochMilliseconds);
}
