import type {
  ClosureHealth,
  ClosureRun,
  ClosureStats,
  Closures,
  PersonClosures,
  PersonTickets,
  SyncStatus,
  UserMapping,
  UserMappings,
} from "./schema";

/** Answers in the shapes of the closure tracker that Docket replaces: section 6 to 9 of its sheet. */
export function documentedPeriod({ data }: { data: Closures }) {
  const shared = {
    labels: data.people.map(({ username }) => username),
    data: data.people.map(({ tickets_closed }) => tickets_closed),
    total_closed: data.total_closed,
  };
  if (data.start_date === data.end_date) {
    const users = data.people.map(documentedDayUser);
    return {
      success: true,
      date: data.start_date,
      ...shared,
      top_performer: users[0] ?? null,
      users,
      period: "daily",
      sync_status: documentedSync(data.sync_status),
      ...(data.legacy_closed > 0 && data.legacy_closed === data.total_closed && { source: "legacy" }),
    };
  }
  const users = data.people.map((person) => ({
    ...documentedUser(person),
    ticket_numbers: person.ticket_numbers ?? [],
  }));
  return {
    success: true,
    start_date: data.start_date,
    end_date: data.end_date,
    ...shared,
    top_performer: users[0] ?? null,
    users,
    period: "range",
  };
}

function documentedUser(person: PersonClosures) {
  return {
    username: person.username,
    tickets_closed: person.tickets_closed,
    role: person.role ?? "Unmapped",
    profile_picture: null,
    user_id: person.user_id,
  };
}

function documentedDayUser(person: PersonClosures) {
  return {
    ...documentedUser(person),
    last_sync_hour: person.last_sync_hour,
    sync_count: person.sync_count,
  };
}

function documentedSync(status: SyncStatus) {
  return {
    can_sync_now: status.can_sync_now,
    time_until_next_sync: status.time_until_next_sync,
    minutes_until_next: status.minutes_until_next,
    last_sync_time: status.last_sync_time,
    sync_count_today: status.sync_count_today,
    tickets_processed_today: status.tickets_processed_today,
  };
}

/** With the tickets' own fields instead of the invented ones; status and priority by the external desk's numbers. */
export function documentedPersonTickets({ data, ...answer }: PersonTickets) {
  const isDay = answer.start_date === answer.end_date;
  return {
    success: true,
    user: { username: answer.person.username, role: answer.person.role ?? "Unmapped", profile_picture: null },
    tickets: data.map((ticket) => ({
      id: ticket.external_id ?? ticket.number,
      ticket_number: `INC-${ticket.external_id ?? ticket.number}`,
      ticket_id: ticket.id,
      subject: ticket.title,
      description: ticket.description,
      status: ticket.status === "CLOSED" ? 5 : 4,
      status_text: ticket.status,
      priority: priorityNumbers[ticket.priority] ?? 2,
      priority_text: ticket.priority,
      urgency: priorityNumbers[ticket.priority] ?? 2,
      company: ticket.company_name,
      requester_name: ticket.requester_name,
      url: ticket.url,
      created_at: ticket.created_at,
      updated_at: ticket.updated_at,
      resolved_at: ticket.closed_at,
      tags: ["closed", isDay ? "daily-closure" : `${answer.period}-closure`, ...ticket.tags],
      type: "incident",
    })),
    total_tickets: answer.pagination.total ?? data.length,
    summary: { total_closed: answer.total_closed, total_open: 0, high_priority: answer.high_priority },
    hidden_count: answer.hidden_count,
    ...(isDay
      ? { date: answer.start_date }
      : { start_date: answer.start_date, end_date: answer.end_date, period: answer.period }),
  };
}

const priorityNumbers: Record<string, number> = { LOW: 1, MEDIUM: 2, HIGH: 3, CRITICAL: 4 };

export function documentedHealth({ data }: { data: ClosureHealth }) {
  return { success: data.state !== "failed", status: data.state, ...data };
}

export function documentedSyncStatus({ data }: { data: SyncStatus & { date: string } }) {
  const { date, ...status } = data;
  return { success: true, date, sync_info: documentedSync(status) };
}

export function documentedStats({ data }: { data: ClosureStats }) {
  const { date, top_performer, ...stats } = data;
  return { success: true, stats, top_performer: top_performer && documentedUser(top_performer), date };
}

export function documentedRun({ data }: { data: ClosureRun }) {
  return {
    success: true,
    message: `Hour ${data.hour} of ${data.date} is counted again. Job ${data.id} is ${data.status}.`,
    date: data.date,
    hour: data.hour,
    job_id: data.id,
    status: data.status,
    tickets_closed: data.tickets_closed,
  };
}

export function documentedDay({ data }: { data: ClosureRun }) {
  return {
    success: true,
    message: `${data.date} is counted again. Job ${data.id} is ${data.status}.`,
    date: data.date,
    tickets_processed: data.tickets_closed,
    job_id: data.id,
    status: data.status,
  };
}

function mappingOf(mapping: UserMapping) {
  return {
    id: mapping.id,
    user_id: mapping.user?.id ?? null,
    username: mapping.user?.name ?? null,
    freshworks_user_id: mapping.freshworks_user_id,
    freshworks_username: mapping.freshworks_username,
    created_at: mapping.created_at,
    updated_at: mapping.updated_at,
  };
}

export function documentedMapping({ data }: { data: UserMapping }) {
  return { success: true, mapping: mappingOf(data) };
}

export function documentedMappings(answer: UserMappings) {
  return { success: true, mappings: answer.data.map(mappingOf), total: answer.pagination.total };
}
