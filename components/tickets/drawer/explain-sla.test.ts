import { describe, expect, it } from "vitest";
import { type ClockData, clockViews, type SlaFacts } from "./explain-sla";

const at = (hours: number) => new Date(Date.UTC(2026, 2, 12, 10) + hours * 3_600_000).toISOString();
const now = (hours: number) => new Date(at(hours)).getTime();

const medium: SlaFacts = {
  created_at: at(0),
  sla_due_at: at(48),
  sla_near_breach_at: at(38.4),
  sla_paused_at: null,
  response_due_at: at(8),
  response_near_breach_at: at(6.4),
  response_paused_at: null,
  first_response_at: null,
  resolved_at: null,
  closed_at: null,
};
const response = (ticket: SlaFacts, hours: number) => clockViews(ticket, undefined, now(hours))[0];
const resolution = (ticket: SlaFacts, hours: number) => clockViews(ticket, undefined, now(hours))[1];

const running: ClockData = {
  clock: "resolution",
  state: "on_track",
  started_at: at(0),
  due_at: at(48),
  near_breach_at: at(40),
  stopped_at: null,
  paused_since: null,
  target_minutes: 48 * 60,
  counted_seconds: 3600,
  left_seconds: 47 * 3600,
  is_manual: false,
  manual_reason: null,
  policy: null,
  calendar: null,
  segments: [],
};

describe("the clocks as the ticket tells them", () => {
  it.each([
    [1, "on_track", "7h 00m left"],
    [6.4, "on_track", "1h 36m left"],
    [6.5, "near_breach", "1h 30m left"],
    [9, "breached", "1h 00m over"],
  ])("say where the first response stands after %s hours", (hours, state, words) => {
    expect(response(medium, hours)).toMatchObject({ state, words, stopped_at: null });
  });

  it.each([
    [38, "on_track"],
    [39, "near_breach"],
    [48, "near_breach"],
    [48.1, "breached"],
  ])("say where the resolution stands after %s hours", (hours, state) => {
    expect(resolution(medium, hours)?.state).toBe(state);
  });

  it("stop at the answer, early or late", () => {
    expect(response({ ...medium, first_response_at: at(2) }, 20)).toMatchObject({
      state: "met",
      words: "Answered 6h 00m early",
    });
    expect(response({ ...medium, first_response_at: at(9) }, 20)).toMatchObject({
      state: "missed",
      words: "Answered 1h 00m late",
    });
  });

  it("stop together at the resolution", () => {
    const resolved = { ...medium, resolved_at: at(12) };
    expect(resolution(resolved, 90)).toMatchObject({ state: "met", words: "Resolved 1d 12h early" });
    expect(response(resolved, 90)).toMatchObject({
      state: "missed",
      words: "Resolved without an answer, 4h 00m late",
    });
  });

  it("rest while they are paused", () => {
    const waiting = { ...medium, sla_paused_at: at(3) };
    expect(resolution(waiting, 90)).toMatchObject({ state: "paused", words: "Paused, 1d 21h left" });
  });

  it("have no due time without a policy", () => {
    expect(resolution({ ...medium, sla_due_at: null }, 1)).toMatchObject({
      state: "none",
      words: "No due time",
    });
  });
});

describe("the clocks as the server explains them", () => {
  const view = (clock: Partial<ClockData>, hours: number) =>
    clockViews(medium, [{ ...running, ...clock }], now(hours))[0];

  it("go on between two answers", () => {
    expect(view({}, 39)).toMatchObject({ state: "on_track", words: "9h 00m left" });
    expect(view({}, 41)?.state).toBe("near_breach");
    expect(view({}, 49)).toMatchObject({ state: "breached", words: "1h 00m over" });
  });

  it("rest while paused, whatever time it is", () => {
    const paused = { state: "paused", paused_since: at(2), left_seconds: 7200 } as const;
    expect(view(paused, 60)).toMatchObject({ state: "paused", words: "Paused, 2h 00m left" });
  });

  it("leave out a next response nobody waits for", () => {
    const none = { ...running, clock: "next_response", state: "none" } as const;
    expect(clockViews(medium, [none, running], now(1)).map(({ clock }) => clock)).toEqual(["resolution"]);
  });
});
