/** What the API reference shows: a desk in Pune that counts office hours. */
const id = "01a1f0c2-7d3e-7b52-9c1a-4f6d2b8e9a10";
const instant = "2026-11-20T11:30:00.000Z";
const officeDay = [["09:00", "18:00"]];
const awaiting = ["AWAITING_SHIPPER", "AWAITING_OPERATOR", "AWAITING_FRANCHISE", "AWAITING_FINANCE"];

export const calendarExample = {
  name: "Office hours",
  time_zone: "Asia/Kolkata",
  hours: {
    mon: officeDay,
    tue: officeDay,
    wed: officeDay,
    thu: officeDay,
    fri: officeDay,
    sat: [["09:00", "13:00"]],
  },
  holidays: [{ date: "2027-01-26", name: "Republic Day" }],
  exceptions: [{ date: "2026-12-31", name: "Year's end", kind: "open", windows: [["09:00", "12:00"]] }],
};
export const storedCalendarExample = {
  ...calendarExample,
  id,
  used_by: 4,
  created_at: instant,
  updated_at: instant,
};

const targets = { LOW: [1440, 4320], MEDIUM: [480, 2880], HIGH: [120, 1440], CRITICAL: [30, 240] } as const;
export const policyExamples = Object.entries(targets).map(([priority, [response, resolution]]) => ({
  priority,
  owner_role: null,
  franchise_id: null,
  response_time_minutes: response,
  next_response_time_minutes: null,
  resolution_time_minutes: resolution,
  response_calendar_id: null,
  next_response_calendar_id: null,
  resolution_calendar_id: id,
  response_pauses: awaiting,
  next_response_pauses: awaiting,
  resolution_pauses: awaiting,
  escalation_chain: ["ops_agent", "ops_manager", "regional_manager"],
  escalation_interval_minutes: 60,
}));
export const policiesAnswerExample = {
  data: policyExamples.map((policy) => ({ ...policy, id: `SLA-${policy.priority}`, franchise_name: null })),
  revision: "6f1f3c0e7a2b4d5c8e9f0a1b2c3d4e5f",
  recounting: 0,
};

const untouched = { is_manual: false, manual_reason: null };
const policy = { id: "SLA-CRITICAL", priority: "CRITICAL", team: null };
const notStarted = {
  ...untouched,
  state: "none",
  started_at: null,
  due_at: null,
  near_breach_at: null,
  stopped_at: null,
  paused_since: null,
  target_minutes: null,
  counted_seconds: 0,
  left_seconds: null,
  policy: null,
  calendar: null,
  segments: [],
};
export const explanationExample = {
  data: {
    ticket_id: id,
    at: instant,
    clocks: [
      {
        ...notStarted,
        clock: "first_response",
        state: "met",
        started_at: "2026-11-20T08:30:00.000Z",
        due_at: "2026-11-20T09:00:00.000Z",
        near_breach_at: "2026-11-20T08:54:00.000Z",
        stopped_at: "2026-11-20T08:40:00.000Z",
        target_minutes: 30,
        counted_seconds: 600,
        left_seconds: 1200,
        policy,
        segments: [
          {
            from: "2026-11-20T08:30:00.000Z",
            to: "2026-11-20T08:40:00.000Z",
            kind: "counted",
            why: "New, critical priority",
            is_forecast: false,
          },
        ],
      },
      { ...notStarted, clock: "next_response" },
      {
        ...notStarted,
        clock: "resolution",
        state: "paused",
        started_at: "2026-11-20T08:30:00.000Z",
        due_at: "2026-11-21T07:30:00.000Z",
        near_breach_at: "2026-11-21T06:42:00.000Z",
        paused_since: "2026-11-20T10:30:00.000Z",
        target_minutes: 240,
        counted_seconds: 7200,
        left_seconds: 7200,
        policy,
        calendar: { id, name: "Office hours", time_zone: "Asia/Kolkata" },
        segments: [
          {
            from: "2026-11-20T08:30:00.000Z",
            to: "2026-11-20T10:30:00.000Z",
            kind: "counted",
            why: "In progress, critical priority",
            is_forecast: false,
          },
          {
            from: "2026-11-20T10:30:00.000Z",
            to: instant,
            kind: "paused",
            why: "Awaiting shipper",
            is_forecast: false,
          },
        ],
      },
    ],
    answered_responses: [
      {
        started_at: "2026-11-20T09:10:00.000Z",
        due_at: "2026-11-20T09:40:00.000Z",
        answered_at: "2026-11-20T09:25:00.000Z",
        breached: false,
        target_minutes: 30,
        priority: "CRITICAL",
        team: "ops_agent",
        calendar: null,
      },
    ],
    escalations: [],
    next_escalation_at: null,
  },
};

export const replayExample = {
  from: "2026-10-01T00:00:00.000Z",
  to: "2026-11-01T00:00:00.000Z",
  policies: policyExamples,
  calendars: [{ ...calendarExample, id }],
};
