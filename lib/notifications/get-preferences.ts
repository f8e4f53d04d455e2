import type { z } from "zod";
import type { Context } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import {
  defaultChoices,
  notificationKinds,
  type preferencesAnswer,
  requesterDefaults,
  requesterKinds,
} from "./schema";
import { preferencesColumn, readPreferences } from "./stored-preferences";

export type PreferencesAnswer = z.output<typeof preferencesAnswer>;

/** How the person wants to be told of what, and what holds where they chose nothing. */
export async function getPreferences(ctx: Context): Promise<PreferencesAnswer> {
  const [row] = await ctx.tx.$queryRaw<{ stored: unknown; time_zone: string; is_mail_stopped: boolean }[]>`
    select ${preferencesColumn} as stored, coalesce(u.time_zone, o.time_zone) as time_zone,
      exists (select from mail_optouts x where x.user_id = u.id and x.ticket_id is null) as is_mail_stopped
    from users u join organizations o on o.id = u.organization_id left join notification_preferences p on p.user_id = u.id
    where u.id = ${ctx.actor.userId}::uuid`;
  const isStaffMember = isStaff(ctx.actor.role);
  const kinds = isStaffMember ? notificationKinds : requesterKinds;
  return {
    data: {
      ...readPreferences(row?.stored ?? null),
      defaults: kinds.map((kind) => ({
        kind,
        channels: isStaffMember ? defaultChoices[kind] : requesterDefaults,
      })),
      time_zone: row?.time_zone ?? ctx.actor.timeZone,
      is_mail_stopped: row?.is_mail_stopped ?? false,
    },
  };
}
