import { expect, test } from "vitest";
import { defaultPreferences, type Preferences } from "./schema";
import { whenToSend } from "./when-to-send";

const plan = (
  at: string,
  given: Partial<Preferences>,
  more: Partial<Parameters<typeof whenToSend>[2]> = {},
  channel: "email" | "push" = "email",
) => {
  const situation = {
    now: new Date(at),
    zone: "America/New_York",
    isCritical: false,
    recentMails: 0,
    ...more,
  };
  const { due_at, in_digest } = whenToSend(channel, { ...defaultPreferences, ...given }, situation);
  return `${due_at.toISOString().slice(5, 16)}${in_digest ? " summary" : ""}`;
};
const night = { quiet_from: "22:00", quiet_until: "07:00" };
const lunch = { quiet_from: "12:00", quiet_until: "13:00" };

test("without wishes at once", () => {
  expect(plan("2026-06-01T15:00:00Z", {})).toBe("06-01T15:00");
});

test("quiet hours end in the person's own zone, over midnight and over a change of clocks", () => {
  expect(plan("2026-06-02T03:00:00Z", night)).toBe("06-02T11:00 summary");
  expect(plan("2026-06-02T05:00:00Z", night)).toBe("06-02T11:00 summary");
  expect(plan("2026-06-02T11:00:00Z", night)).toBe("06-02T11:00");
  expect(plan("2026-06-02T16:30:00Z", lunch)).toBe("06-02T17:00 summary");
  expect(plan("2026-06-02T15:59:00Z", lunch)).toBe("06-02T15:59");
  // The night of 8 March is an hour shorter.
  expect(plan("2026-03-08T04:00:00Z", night)).toBe("03-08T11:00 summary");
  expect(plan("2026-11-01T04:00:00Z", night)).toBe("11-01T12:00 summary");
});

test("a phone is not woken, but hears afterwards, each thing by itself", () => {
  expect(plan("2026-06-02T05:00:00Z", night, {}, "push")).toBe("06-02T11:00");
});

test("critical tickets come through, unless the person wants even that quiet", () => {
  expect(plan("2026-06-02T05:00:00Z", night, { isCritical: true })).toBe("06-02T05:00");
  expect(
    plan("2026-06-02T05:00:00Z", { ...night, quiet_lets_critical_through: false }, { isCritical: true }),
  ).toBe("06-02T11:00 summary");
});

test("summaries come at the next full hour or the person's time of day, but not in quiet hours", () => {
  expect(plan("2026-06-01T15:05:00Z", { digest: "hourly" })).toBe("06-01T16:00 summary");
  expect(plan("2026-06-01T15:05:00Z", { digest: "hourly" }, { zone: "Asia/Kolkata" })).toBe(
    "06-01T15:30 summary",
  );
  expect(plan("2026-06-01T11:59:00Z", { digest: "daily" })).toBe("06-01T12:00 summary");
  expect(plan("2026-06-01T12:00:00Z", { digest: "daily" })).toBe("06-02T12:00 summary");
  expect(plan("2026-06-02T05:00:00Z", { ...night, digest: "hourly" })).toBe("06-02T11:00 summary");
  expect(plan("2026-06-01T15:05:00Z", { digest: "hourly" }, {}, "push")).toBe("06-01T15:05");
});

test("a flood becomes one summary", () => {
  expect(plan("2026-06-01T15:00:00Z", {}, { recentMails: 19 })).toBe("06-01T15:00");
  expect(plan("2026-06-01T15:00:00Z", {}, { recentMails: 20 })).toBe("06-01T15:10 summary");
  expect(plan("2026-06-01T15:09:59.500Z", {}, { recentMails: 20 })).toBe("06-01T15:10 summary");
  expect(plan("2026-06-01T15:00:00Z", {}, { recentMails: 500 }, "push")).toBe("06-01T15:00");
});
