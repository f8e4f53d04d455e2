import { isStaff } from "@/lib/platform/permissions";
import {
  type Choices,
  defaultChoices,
  deliveryChannels,
  type NotificationChannel,
  type NotificationKind,
  type NotificationReason,
  requesterDefaults,
} from "./schema";

export type WatcherFlags = { notify_email: boolean; notify_push: boolean; notify_sms: boolean };

type Told = { kind: NotificationKind; reason: NotificationReason };

/**
 * By which channels one person hears of it. What they chose for this kind counts first, for a watcher then what they
 * chose for this ticket, then the default. A contact without an account has e-mail and nothing else.
 */
export function chooseChannels(
  { kind, reason }: Told,
  role: string | null,
  choices: Choices,
  watching: WatcherFlags | null,
): NotificationChannel[] {
  if (role === null) return ["email"];
  const defaults = isStaff(role) ? defaultChoices[kind] : requesterDefaults;
  const chosen = choices[kind] ?? {};
  const usesFlags = reason === "watcher" && watching !== null;
  const isOn = (channel: NotificationChannel) => {
    const choice = chosen[channel];
    if (channel === "bell" || !usesFlags) return choice ?? defaults[channel];
    return choice !== false && watching[flagOf[channel]];
  };
  return (["bell", ...deliveryChannels] as const).filter(isOn);
}

const flagOf = { email: "notify_email", push: "notify_push", sms: "notify_sms" } as const;
