import { describe, expect, it } from "vitest";
import {
  defaultPreferences,
  PREFERENCES_COOKIE,
  parsePreferences,
  serializePreferences,
} from "./preferences-cookie";

describe("preferences cookie", () => {
  it("returns what was saved", () => {
    const saved = {
      ...defaultPreferences,
      density: "comfortable" as const,
      time_zone: "Asia/Kolkata",
      are_shortcuts_on: false,
    };
    const value = serializePreferences(saved)
      .slice(PREFERENCES_COOKIE.length + 1)
      .split(";")[0];
    expect(parsePreferences(value)).toEqual(saved);
    expect(parsePreferences(decodeURIComponent(value ?? ""))).toEqual(saved);
  });

  it.each([undefined, "", "not json", "%E0%A4%A", "null", "[]", '{"time_zone":"Mars/Base","density":7}'])(
    "falls back to the defaults for %j",
    (cookie) => {
      expect(parsePreferences(cookie)).toEqual(defaultPreferences);
    },
  );
});
