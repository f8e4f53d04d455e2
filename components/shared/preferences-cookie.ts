export type Density = "compact" | "comfortable";

export interface Preferences {
  density: Density;
  /** An IANA zone, or "auto" for the browser's own. */
  time_zone: string;
  /** The zone the browser reported last, so that the server renders "auto" in it too. */
  browser_time_zone: string;
  is_rail_collapsed: boolean;
  are_shortcuts_on: boolean;
}

export const PREFERENCES_COOKIE = "docket_preferences";

export const defaultPreferences: Preferences = {
  density: "compact",
  time_zone: "auto",
  browser_time_zone: "UTC",
  is_rail_collapsed: false,
  are_shortcuts_on: true,
};

export function parsePreferences(cookie: string | undefined): Preferences {
  const saved = readJson(cookie);
  return {
    density: saved.density === "comfortable" ? "comfortable" : "compact",
    time_zone: isTimeZone(saved.time_zone) ? saved.time_zone : "auto",
    browser_time_zone: isTimeZone(saved.browser_time_zone) ? saved.browser_time_zone : "UTC",
    is_rail_collapsed: saved.is_rail_collapsed === true,
    are_shortcuts_on: saved.are_shortcuts_on !== false,
  };
}

export function serializePreferences(preferences: Preferences): string {
  const year = 365 * 24 * 60 * 60;
  const value = encodeURIComponent(JSON.stringify(preferences));
  return `${PREFERENCES_COOKIE}=${value}; path=/; max-age=${year}; samesite=lax`;
}

function readJson(cookie: string | undefined): Record<string, unknown> {
  if (!cookie) return {};
  try {
    const text = cookie.startsWith("%") ? decodeURIComponent(cookie) : cookie;
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

// A cookie is outside input: a zone Intl does not know would throw on every render.
function isTimeZone(value: unknown): value is string {
  if (typeof value !== "string") return false;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
