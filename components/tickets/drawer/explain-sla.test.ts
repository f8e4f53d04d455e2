import { describe, expect, it } from "vitest";
import { explainSla, type SlaFacts } from "./explain-sla";

const at = (hours: number) => new Date(Date.UTC(2026, 2, 12, 10) + hours * 3_600_000).toISOString();
const now = (hours: number) => new Date(at(hours)).getTime();

const medium: SlaFacts = {
  status: "OPEN",
  priority: "MEDIUM",
  created_at: at(0),
  sla_due_at: at(48),
  sla_near_breach_at: at(38.4),
  sla_due_is_manual: false,
  response_due_at: at(8),
  first_response_at: null,
  resolved_at: null,
  closed_at: null,
};

describe("explainSla", () => {
  it.each([
    [1, "on_track", "7h 00m left"],
    [6.4, "on_track", "1h 36m left"],
    [6.5, "near_breach", "1h 30m left"],
    [9, "breached", "1h 00m over"],
  ])("says where the first response stands after %s hours", (hours, state, words) => {
    expect(explainSla(medium, now(hours)).response).toMatchObject({ state, words, stopped_at: null });
  });

  it.each([
    [38, "on_track"],
    [39, "near_breach"],
    [48, "near_breach"],
    [48.1, "breached"],
  ])("says where the resolution stands after %s hours", (hours, state) => {
    expect(explainSla(medium, now(hours)).resolution.state).toBe(state);
  });

  it("stops a clock at the answer, early or late", () => {
    const early = explainSla({ ...medium, first_response_at: at(2) }, now(20)).response;
    expect(early).toMatchObject({ state: "met", words: "Answered 6h 00m early" });
    const late = explainSla({ ...medium, first_response_at: at(9) }, now(20)).response;
    expect(late).toMatchObject({ state: "missed", words: "Answered 1h 00m late" });
  });

  it("stops both clocks at the resolution", () => {
    const { response, resolution, share } = explainSla({ ...medium, resolved_at: at(12) }, now(90));
    expect(resolution).toMatchObject({ state: "met", words: "Resolved 1d 12h early" });
    expect(response).toMatchObject({ state: "missed", words: "Resolved without an answer, 4h 00m late" });
    expect(share).toBe(0.25);
  });

  it("explains policy, hand-set and missing due times", () => {
    expect(explainSla(medium, now(1)).computation.join(" ")).toContain(
      "Medium priority allows 48 h to resolution",
    );
    expect(explainSla({ ...medium, sla_due_is_manual: true }, now(1)).computation[1]).toContain(
      "set by hand, 48 h after",
    );
    const none = explainSla({ ...medium, sla_due_at: null, sla_near_breach_at: null }, now(1));
    expect(none.resolution).toMatchObject({ state: "none", words: "No due time" });
    expect(none.share).toBeNull();
  });

  it("lists the steps in time order and marks the past ones", () => {
    const { steps } = explainSla({ ...medium, first_response_at: at(9) }, now(10));
    expect(steps.map(({ label, isPast }) => [label, isPast])).toEqual([
      ["Created", true],
      ["First response due", true],
      ["First response", true],
      ["Near breach", false],
      ["Resolution due", false],
    ]);
    expect(steps[1]?.note).toBe("created + 8 h");
  });
});
