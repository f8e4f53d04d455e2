import { sql } from "@/lib/platform/database/sql";
import { defaultPreferences, type Preferences, preferences } from "./schema";

/** `notification_preferences p` as JSON, null where the person chose nothing. */
export const preferencesColumn = sql`case when p.user_id is not null then jsonb_build_object('choices', p.choices,
  'digest', p.digest, 'digest_at', to_char(p.digest_at, 'HH24:MI'), 'quiet_from', to_char(p.quiet_from, 'HH24:MI'),
  'quiet_until', to_char(p.quiet_until, 'HH24:MI'), 'quiet_lets_critical_through', p.quiet_lets_critical_through) end`;

export function readPreferences(stored: unknown): Preferences {
  return stored === null ? defaultPreferences : preferences.parse(stored);
}
