import { z } from "zod";
import { instant, listAnswer, one, uuid } from "@/lib/platform/schema";

/** today and yesterday are one day, week and month exactly 7 and 30 days ending today, in the organization's zone. */
export const closurePeriods = ["today", "yesterday", "week", "month"] as const;
export type ClosurePeriod = (typeof closurePeriods)[number];
/** The longest free range. */
export const longestRangeDays = 1100;

export const day = z.iso.date("Invalid date format. Use YYYY-MM-DD.");
const instantText = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Which closures: a named period, or `from`/`to` (both included) instead of it. */
const closureFilters = z.object({
  period: z.enum(closurePeriods).default("today"),
  from: day.optional(),
  to: day.optional(),
  /** A `key` of `teams`. */
  team: z.string().min(1).max(200).optional(),
  /** The figures as Docket knew them at that instant: later corrections left out. */
  as_known_at: instantText.optional(),
});
export type ClosureFilters = z.output<typeof closureFilters>;

const yesNo = z.union([
  z.boolean(),
  z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1"),
]);
export const closuresQuery = closureFilters.extend({
  /** Also the same number of days right before. */
  compare: yesNo.default(false),
  /** `ticket_numbers` lists every person's tickets. */
  include: z.enum(["ticket_numbers"]).optional(),
});
export type ClosuresQuery = z.output<typeof closuresQuery>;

/**
 * `person` is an account of the desk, `unmapped` an agent of an external desk whom nobody has linked to an account,
 * `nobody` stands for tickets closed without an agent.
 */
export const closerKinds = ["person", "unmapped", "nobody"] as const;

export const closer = z.object({
  kind: z.enum(closerKinds),
  /** Names the person in addresses: /closures/people/{username}/tickets. */
  username: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  user_id: uuid.nullable(),
  freshworks_user_id: z.number().nullable(),
});
export type Closer = z.output<typeof closer>;

export const personClosures = closer.extend({
  tickets_closed: z.int(),
  /** Of the days before; null unless `compare`. */
  previous_closed: z.int().nullable(),
  /** Of a single day: its last hour (0 to 23) in which they closed something; null for imported daily totals. */
  last_sync_hour: z.int().nullable(),
  /** Of a single day: how often its figure changed. */
  sync_count: z.int(),
  ticket_numbers: z.array(z.string()).optional(),
});
export type PersonClosures = z.output<typeof personClosures>;

const range = {
  start_date: day,
  end_date: day,
  time_zone: z.string(),
};

export const syncStatus = z.object({
  can_sync_now: z.boolean(),
  /** Seconds until the day may be asked for again, where somebody had it counted within the hour; else until the schedule's next run. */
  time_until_next_sync: z.int(),
  minutes_until_next: z.int(),
  last_sync_time: instant.nullable(),
  sync_count_today: z.int(),
  tickets_processed_today: z.int(),
});
export type SyncStatus = z.output<typeof syncStatus>;

export const closures = z.object({
  ...range,
  period: z.enum([...closurePeriods, "range"]),
  as_known_at: instant.nullable(),
  team: z.string().nullable(),
  /** Whatever `team` may be, with its figure in this range. */
  teams: z.array(z.object({ key: z.string(), label: z.string(), tickets_closed: z.int() })),
  total_closed: z.int(),
  /** Imported daily totals among them, which have no hour. */
  legacy_closed: z.int(),
  previous: z.object({ start_date: day, end_date: day, total_closed: z.int() }).nullable(),
  /** Most closures first, then by name. */
  people: z.array(personClosures),
  /** False for the seconds in which closures of the range are still being counted. */
  is_settled: z.boolean(),
  sync_status: syncStatus,
});
export type Closures = z.output<typeof closures>;
export const closuresAnswer = one(closures);

export const closureSeriesQuery = closureFilters.extend({
  by: z.enum(["hour", "day"]).default("day"),
  compare: yesNo.default(false),
});
export type ClosureSeriesQuery = z.output<typeof closureSeriesQuery>;

/** Every day or hour of the range, zeros included. An hour that the clock skips is missing, one shown twice is one. */
export const closureSeries = z.object({
  ...range,
  by: z.enum(["hour", "day"]),
  points: z.array(
    z.object({
      date: day,
      hour: z.int().nullable(),
      tickets_closed: z.int(),
      /** Of the same place in the days before; null unless `compare`. */
      previous_closed: z.int().nullable(),
    }),
  ),
});
export type ClosureSeries = z.output<typeof closureSeries>;
export const closureSeriesAnswer = one(closureSeries);

export const heatMapQuery = closureFilters;
/** 168 cells; weekday 1 is Monday. */
export const heatMap = z.object({
  ...range,
  cells: z.array(z.object({ weekday: z.int(), hour: z.int(), tickets_closed: z.int() })),
  /** Imported daily totals, which are in no cell. */
  without_hour: z.int(),
});
export type HeatMap = z.output<typeof heatMap>;
export const heatMapAnswer = one(heatMap);

/** Within the days: a bar by the hour, or a cell of the heat map. */
export const closedTicketsQuery = closureFilters.extend({
  /** Of the organization's clock, 0 to 23. */
  hour: z.coerce.number().int().min(0).max(23).optional(),
  /** 1 is Monday. */
  weekday: z.coerce.number().int().min(1).max(7).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(1000).optional(),
});
export type ClosedTicketsQuery = z.output<typeof closedTicketsQuery>;

export const personTicketsQuery = closedTicketsQuery.extend({
  /** One day, instead of a period. */
  date: day.optional(),
});
export type PersonTicketsQuery = z.output<typeof personTicketsQuery>;

export const closedTicket = z.object({
  id: uuid,
  number: z.int(),
  external_id: z.string().nullable(),
  source: z.string(),
  /** At the external desk, where there is one. */
  url: z.string().nullable(),
  title: z.string(),
  status: z.string(),
  priority: z.string(),
  company_name: z.string().nullable(),
  requester_name: z.string().nullable(),
  team: z.string().nullable(),
  created_at: instant,
  updated_at: instant,
  /** The instant that is counted. */
  closed_at: instant,
  /** The person or agent who is counted; null without one. */
  closed_by: z.string().nullable(),
  /** The subject of a sensitive ticket is shown after a reason was given. */
  is_withheld: z.boolean(),
  tags: z.array(z.string()),
  description: z.string(),
});
export type ClosedTicket = z.output<typeof closedTicket>;

export const closedTicketsAnswer = listAnswer(closedTicket).extend({
  ...range,
  hour: z.int().nullable(),
  weekday: z.int().nullable(),
  period: z.enum([...closurePeriods, "date", "range"]),
  total_closed: z.int(),
  /** Counted, but outside of what you may see. */
  hidden_count: z.int(),
  /** Counted by imported daily totals, of which no tickets are known here. */
  legacy_closed: z.int(),
  high_priority: z.int(),
});
export type ClosedTickets = z.output<typeof closedTicketsAnswer>;

export const personTicketsAnswer = closedTicketsAnswer
  .omit({ hour: true, weekday: true })
  .extend({ person: closer });
export type PersonTickets = z.output<typeof personTicketsAnswer>;

export const healthStates = ["ok", "late", "failed"] as const;
export const closureHealth = z.object({
  /** ok: the last run is younger than 90 minutes. failed: the last run failed. */
  state: z.enum(healthStates),
  detail: z.string(),
  last_run_at: instant.nullable(),
  age_seconds: z.int().nullable(),
  /** Per connection to an external desk, its last reading of changes. */
  connections: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      state: z.enum(healthStates),
      last_success_at: instant.nullable(),
      error_message: z.string().nullable(),
    }),
  ),
  /** With closures in the last 30 days. */
  unmapped_agents: z.int(),
  unmapped_closed: z.int(),
  /** Of the last 30 days, those without any closure. */
  days_without_data: z.array(day),
  is_settled: z.boolean(),
  checked_at: instant,
});
export type ClosureHealth = z.output<typeof closureHealth>;
export const closureHealthAnswer = one(closureHealth);

export const syncStatusQuery = z.object({ date: day.optional() });
export type SyncStatusQuery = z.output<typeof syncStatusQuery>;
export const syncStatusAnswer = one(syncStatus.extend({ date: day }));

export const closureStats = z.object({
  date: day,
  total_tickets: z.int(),
  today_total: z.int(),
  this_week: z.int(),
  this_month: z.int(),
  top_performer: personClosures.nullable(),
});
export type ClosureStats = z.output<typeof closureStats>;
export const closureStatsAnswer = one(closureStats);

export const topPerformersQuery = closureFilters.extend({
  period: z.enum(closurePeriods).default("month"),
  limit: z.coerce.number().int().min(1).max(500).default(10),
});
export type TopPerformersQuery = z.output<typeof topPerformersQuery>;
export const topPerformersAnswer = z.object({ data: z.array(personClosures), ...range });
export type TopPerformers = z.output<typeof topPerformersAnswer>;

export const userStatsAnswer = z.object({
  data: z.array(closer.extend({ today: z.int(), this_week: z.int(), this_month: z.int() })),
  date: day,
});
export type UserStats = z.output<typeof userStatsAnswer>;

const person = z.object({ id: uuid, name: z.string(), email: z.string() });
export const userMapping = z.object({
  id: uuid,
  freshworks_user_id: z.number(),
  freshworks_username: z.string(),
  email: z.string().nullable(),
  connection_id: uuid.nullable(),
  is_active: z.boolean(),
  user: person.nullable(),
  /** Whom name or address point to, until somebody confirms it. */
  proposed_user: person.nullable(),
  /** In the last 30 days. */
  tickets_closed: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type UserMapping = z.output<typeof userMapping>;
export const userMappingAnswer = one(userMapping);
export const userMappingsQuery = z.object({
  state: z.enum(["all", "linked", "proposed", "unmapped"]).default("all"),
  q: z.string().trim().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type UserMappingsQuery = z.output<typeof userMappingsQuery>;
export const userMappingsAnswer = listAnswer(userMapping).extend({
  counts: z.object({ linked: z.int(), proposed: z.int(), unmapped: z.int() }),
});
export type UserMappings = z.output<typeof userMappingsAnswer>;

const vendorId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const mappingFields = {
  freshworks_username: z.string().trim().min(1).max(100),
  email: z.email().max(320).nullable(),
  /** Null unlinks: the agent's closures are then kept under the agent's own name. */
  user_id: uuid.nullable(),
};
export const createUserMappingInput = z.strictObject({
  freshworks_user_id: vendorId,
  freshworks_username: mappingFields.freshworks_username,
  email: mappingFields.email.default(null),
  user_id: mappingFields.user_id.default(null),
});
export type CreateUserMappingInput = z.output<typeof createUserMappingInput>;
export const updateUserMappingInput = z.strictObject(mappingFields).partial();
export type UpdateUserMappingInput = z.output<typeof updateUserMappingInput>;

/** The text of an IDs.txt: a line `<name> - <numeric id>` a person, `#` begins a comment. */
export const importMappingsInput = z.strictObject({ text: z.string().min(1).max(1_000_000) });
export type ImportMappingsInput = z.output<typeof importMappingsInput>;
export const importMappingsAnswer = one(
  z.object({
    read: z.int(),
    created: z.int(),
    renamed: z.int(),
    unchanged: z.int(),
    linked: z.int(),
    proposed: z.int(),
    unmapped: z.int(),
    /** Lines that could not be used, with the reason. */
    skipped: z.array(z.object({ line: z.int(), text: z.string(), reason: z.string() })),
    /** Ids or names on several lines; of an id the last line counts. */
    duplicates: z.array(z.object({ line: z.int(), text: z.string(), reason: z.string() })),
  }),
);
export type ImportedMappings = z.output<typeof importMappingsAnswer>;

export const relinkAnswer = one(z.object({ linked: z.int(), proposed: z.int(), unmapped: z.int() }));
export type Relinked = z.output<typeof relinkAnswer>;

export const hourlySyncInput = z.strictObject({
  /** In the organization's zone; today without it. */
  date: day.optional(),
  /** The hour under way without it. */
  hour: z.coerce.number().int().min(0, "Hours go from 0 to 23.").max(23, "Hours go from 0 to 23.").optional(),
});
export type HourlySyncInput = z.output<typeof hourlySyncInput>;

export const dailySyncInput = z.strictObject({
  /** In the organization's zone; today without it. */
  date: day.optional(),
  /** Also when the day was counted within the hour. */
  force: yesNo.default(false),
});
export type DailySyncInput = z.output<typeof dailySyncInput>;

export const closureRunStatuses = ["queued", "running", "completed", "failed"] as const;
export const closureRun = z.object({
  id: uuid,
  kind: z.enum(["hourly", "daily", "schedule", "command_line"]),
  status: z.enum(closureRunStatuses),
  date: day.nullable(),
  hour: z.int().nullable(),
  /** Closures of that date and hour: known when asked, and again once the run has ended. */
  tickets_closed: z.int(),
  tickets_processed: z.int(),
  error_message: z.string().nullable(),
  created_at: instant,
  completed_at: instant.nullable(),
});
export type ClosureRun = z.output<typeof closureRun>;
export const closureRunAnswer = one(closureRun);

export const adminStats = z.object({
  current_time: instant,
  sync_info: syncStatus.extend({ next_sync_time: instant }),
  database_stats: z.object({
    total_closure_records: z.int(),
    total_history_records: z.int(),
    total_daily_records: z.int(),
    total_legacy_records: z.int(),
    total_events: z.int(),
    voided_events: z.int(),
    mapped_users_count: z.int(),
    linked_mappings_count: z.int(),
    unmapped_mappings_count: z.int(),
    days_with_data: z.int(),
    total_syncs: z.int(),
  }),
  recent_activity: z.array(z.object({ description: z.string(), timestamp: instant })),
  top_performers_today: z.array(personClosures),
  unmapped_users: z.array(
    z.object({ freshworks_user_id: z.number(), freshworks_username: z.string(), tickets_closed: z.int() }),
  ),
});
export type AdminStats = z.output<typeof adminStats>;
export const adminStatsAnswer = one(adminStats);
