import fc from "fast-check";
import { expect, test } from "vitest";
import { isStaff, roles } from "@/lib/platform/permissions";
import { ticketStatuses } from "@/lib/tickets/status";
import { deadlineEventNames, judge, type Person, type TicketHappening, workEventNames } from "./audience";
import type { Candidate } from "./load-people";
import { planNotifications } from "./plan-notifications";
import {
  choices,
  defaultPreferences,
  notificationChannels,
  notificationKinds,
  requesterKinds,
} from "./schema";

const nobody: Person = {
  user_id: "p",
  requester_id: null,
  role: "ops_agent",
  is_active: true,
  sees_ticket: true,
  is_owner: false,
  is_mentioned: false,
  is_in_role: false,
  is_watcher: false,
  is_requester: false,
};
const happened = (name: string, more: Partial<TicketHappening> = {}): TicketHappening => ({
  name,
  actor_id: "someone else",
  ...more,
});
const told = (happening: TicketHappening, person: Partial<Person>) => {
  const verdict = judge(happening, { ...nobody, ...person });
  return verdict.told ? `${verdict.kind} as ${verdict.reason}` : verdict.why;
};

test.each<[string, Partial<TicketHappening>, Partial<Person>, string]>([
  ["ticket.created", {}, { is_owner: true }, "assigned as owner"],
  ["ticket.created", {}, { role: "shipper", is_requester: true }, "created as requester"],
  ["ticket.created", {}, { is_in_role: true }, "not_concerned"],
  ["ticket.assigned", {}, { is_owner: true }, "assigned as owner"],
  ["ticket.assigned", {}, { is_watcher: true }, "changed as watcher"],
  ["ticket.assigned", {}, { role: "shipper", is_requester: true }, "desk_only"],
  ["ticket.message_added", {}, { is_owner: true, is_mentioned: true }, "mentioned as mentioned"],
  ["ticket.message_added", {}, { role: null, is_requester: true }, "replied as requester"],
  ["ticket.note_added", {}, { is_watcher: true }, "noted as watcher"],
  ["ticket.note_added", {}, { is_mentioned: true, sees_ticket: false }, "cannot_see"],
  ["ticket.note_added", {}, { role: "operator", is_requester: true }, "desk_only"],
  ["ticket.note_added", {}, { role: null, is_requester: true }, "desk_only"],
  ["ticket.note_added", {}, { role: "shipper", is_watcher: true, is_mentioned: true }, "desk_only"],
  [
    "ticket.status_changed",
    { new_status: "RESOLVED" },
    { role: "shipper", is_requester: true },
    "status_changed as requester",
  ],
  [
    "ticket.status_changed",
    { new_status: "IN_PROGRESS" },
    { role: "shipper", is_requester: true },
    "desk_only",
  ],
  ["ticket.status_changed", { new_status: "ESCALATED" }, { is_owner: true }, "not_concerned"],
  ["ticket.updated", { fields: ["tags"] }, { is_owner: true }, "not_concerned"],
  ["ticket.updated", { fields: ["tags", "priority"] }, { is_owner: true }, "changed as owner"],
  ["ticket.sla_near_breach", {}, { is_in_role: true }, "near_breach as role"],
  ["ticket.auto_escalated", {}, { is_in_role: true, is_watcher: true }, "escalated as role"],
  ["ticket.auto_escalated", {}, { role: "shipper", is_requester: true }, "desk_only"],
  ["ticket.message_added", { actor_id: "p" }, { is_owner: true }, "own_action"],
  ["ticket.message_added", {}, { is_owner: true, is_active: false }, "inactive"],
  ["ticket.archived", {}, { is_owner: true }, "not_concerned"],
])("%s %j of %j: %s", (name, more, person, expected) => {
  expect(told(happened(name, more), person)).toBe(expected);
});

const arbitraryHappening = fc.record({
  name: fc.constantFrom(...workEventNames, ...deadlineEventNames, "ticket.archived", "ticket.something_new"),
  actor_id: fc.constantFrom(null, "p", "q"),
  new_status: fc.option(fc.constantFrom(...ticketStatuses), { nil: undefined }),
  fields: fc.option(fc.subarray(["priority", "tags", "title", "sla_due_at"]), { nil: undefined }),
});

const arbitraryCandidate: fc.Arbitrary<Candidate> = fc
  .record({
    role: fc.constantFrom(null, ...roles),
    flags: fc.record({
      is_active: fc.boolean(),
      sees_ticket: fc.boolean(),
      is_owner: fc.boolean(),
      is_mentioned: fc.boolean(),
      is_in_role: fc.boolean(),
      is_watcher: fc.boolean(),
      is_requester: fc.boolean(),
      has_browser: fc.boolean(),
    }),
    watching: fc.option(
      fc.record({ notify_email: fc.boolean(), notify_push: fc.boolean(), notify_sms: fc.boolean() }),
    ),
    choices: fc.dictionary(
      fc.constantFrom(...notificationKinds),
      fc.dictionary(fc.constantFrom(...notificationChannels), fc.boolean()),
    ),
    digest: fc.constantFrom("off", "hourly", "daily"),
    quiet: fc.option(fc.constant(["22:00", "06:00"])),
    time_zone: fc.constantFrom("UTC", "America/New_York", "Asia/Kolkata"),
  })
  .map((given) => ({
    user_id: given.role === null ? null : "p",
    requester_id: given.role === null ? "r" : null,
    role: given.role,
    ...given.flags,
    time_zone: given.time_zone,
    watching: given.watching,
    preferences: {
      ...defaultPreferences,
      choices: choices.parse(given.choices),
      digest: given.digest as "off",
      quiet_from: given.quiet?.[0] ?? null,
      quiet_until: given.quiet?.[1] ?? null,
    },
  }));

const circumstances = { now: new Date("2026-03-08T06:30:00Z"), isCritical: false, recentMails: new Map() };

test("whatever happens and however people chose, the desk's business stays inside it, in every channel", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(arbitraryHappening, fc.array(arbitraryCandidate, { maxLength: 12 }), (happening, people) => {
      for (const person of people) {
        for (const plan of planNotifications(happening, [person], circumstances)) {
          const isOutside = person.role === null || !isStaff(person.role);
          if (happening.name === "ticket.note_added") expect(isOutside).toBe(false);
          if (isOutside) {
            expect(plan.is_public).toBe(true);
            expect(plan.reason).toBe("requester");
            expect(requesterKinds).toContain(plan.kind);
          }
          if (person.role === null)
            expect([plan.in_bell, ...plan.deliveries.map((d) => d.channel)]).toEqual([false, "email"]);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

test("nobody is told of their own action, of what they may not see, or twice by one channel", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(arbitraryHappening, arbitraryCandidate, (happening, person) => {
      const [plan, ...more] = planNotifications(happening, [person], circumstances);
      expect(more).toEqual([]);
      if (!plan) return;
      expect(happening.actor_id === null || happening.actor_id !== person.user_id).toBe(true);
      expect(person.is_active && person.sees_ticket).toBe(true);
      const channels = plan.deliveries.map((delivery) => delivery.channel);
      expect(new Set(channels).size).toBe(channels.length);
      for (const channel of channels)
        expect(person.preferences.choices[plan.kind]?.[channel] !== false || person.role === null).toBe(true);
      for (const delivery of plan.deliveries) {
        expect(delivery.due_at.getTime()).toBeGreaterThanOrEqual(circumstances.now.getTime());
        expect(delivery.due_at.getTime()).toBeLessThanOrEqual(circumstances.now.getTime() + 48 * 3_600_000);
      }
    }),
    { numRuns: 2_000 },
  );
});
