import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/organization";
import { type Role, roles } from "@/lib/platform/permissions";
import { isPaymentTicket, type TicketFacts, whyNot, whyNotInState } from "./access";
import { type TicketAction, ticketActions } from "./schema";

const me = "me";
const somebody = "somebody else";
const managers: Role[] = ["ops_manager", "regional_manager", "hq_support", "ceo_oncall", "admin"];
const staff: Role[] = ["franchise_agent", "ops_agent", "finance", "compliance_officer", ...managers];
const aboveAgents: Role[] = ["finance", "compliance_officer", ...managers];

function actor(role: Role, scopes: string[] | null = null): Actor {
  return {
    userId: me,
    organizationId: "organization",
    organizationName: "Organization",
    name: role,
    email: `${role}@example.com`,
    role,
    franchiseId: null,
    timeZone: "UTC",
    tokenId: null,
    scopes,
    ipAddress: null,
  };
}

function ticket(facts: Partial<TicketFacts> = {}): TicketFacts {
  return {
    status: "IN_PROGRESS",
    owner_id: somebody,
    owner_role: "ops_agent",
    created_by_id: somebody,
    linked_type: null,
    tags: [],
    archived: false,
    merged_into_id: null,
    mirror: null,
    ...facts,
  };
}

function allowed(action: TicketAction, facts: Partial<TicketFacts> = {}): Role[] {
  return roles.filter((role) => whyNot(actor(role), action, ticket(facts)) === null);
}

describe("a ticket that an ops_agent owns", () => {
  const expected: Record<TicketAction, readonly Role[]> = {
    update: aboveAgents,
    edit: aboveAgents,
    assign: managers,
    take: [],
    escalate: aboveAgents,
    resolve: aboveAgents,
    close: managers,
    reopen: [...aboveAgents, "operator", "shipper", "driver"],
    reply: roles,
    note: staff,
    archive: managers,
    merge: managers,
    watch: staff,
  };
  test.each(ticketActions)("%s", (action) => {
    expect(allowed(action).toSorted()).toEqual([...expected[action]].toSorted());
  });
});

describe("the owner", () => {
  test.each(["update", "escalate", "resolve", "reopen"] as const)("may %s whatever their rank", (action) => {
    expect(allowed(action, { owner_id: me, owner_role: "hq_support" })).toEqual(
      expect.arrayContaining(staff),
    );
  });

  test("may not assign or close below ops_manager", () => {
    expect(allowed("assign", { owner_id: me })).toEqual(expect.not.arrayContaining(["ops_agent"]));
    expect(allowed("close", { owner_id: me })).toEqual(expect.not.arrayContaining(["ops_agent", "finance"]));
  });
});

describe("a ticket in a queue", () => {
  test("is taken by its own role alone", () => {
    expect(allowed("take", { owner_id: null, owner_role: "finance" })).toEqual(["finance"]);
  });

  test("without a role is taken by any of the desk", () => {
    expect(allowed("take", { owner_id: null, owner_role: null }).toSorted()).toEqual(staff.toSorted());
  });

  test("may be worked by every member of that queue", () => {
    expect(allowed("resolve", { owner_id: null, owner_role: "ops_agent" })).toContain("ops_agent");
  });
});

describe("a payment ticket", () => {
  test.each([{ linked_type: "payment" }, { tags: ["payment"] }])(
    "%j is resolved by finance and admins",
    (facts) => {
      expect(isPaymentTicket(ticket(facts))).toBe(true);
      expect(allowed("resolve", { ...facts, owner_id: me }).toSorted()).toEqual(["admin", "finance"]);
    },
  );
});

describe("states that stop everyone", () => {
  test("a closed ticket takes notes, watchers, closing and archiving only", () => {
    const open = ticketActions.filter(
      (action) => whyNotInState(action, ticket({ status: "CLOSED" })) === null,
    );
    expect(open).toEqual(["close", "note", "archive", "watch"]);
  });

  test("an archived ticket is restored first", () => {
    const open = ticketActions.filter((action) => whyNotInState(action, ticket({ archived: true })) === null);
    expect(open).toEqual(["archive", "watch"]);
  });

  test("a merged ticket is worked in the other one", () => {
    const open = ticketActions.filter(
      (action) => whyNotInState(action, ticket({ merged_into_id: "x" })) === null,
    );
    expect(open).toEqual(["watch"]);
  });
});

describe("a copy of an external desk's ticket", () => {
  const open = (write_back: object) =>
    ticketActions.filter(
      (action) => whyNotInState(action, ticket({ mirror: { vendor: "freshservice", write_back } })) === null,
    );

  test("takes notes, watchers and what is Docket's own", () => {
    expect(open({})).toEqual(["update", "note", "watch"]);
    expect(whyNotInState("edit", ticket({ mirror: { vendor: "zendesk", write_back: {} } }))).toBe(
      "This ticket comes from Zendesk. Change it there; the copy follows.",
    );
  });

  test("is changed here where the change is sent back", () => {
    expect(open({ status: true })).toEqual(["update", "resolve", "close", "reopen", "note", "watch"]);
    expect(open({ owner: true, reply: true })).toEqual([
      "update",
      "assign",
      "take",
      "reply",
      "note",
      "watch",
    ]);
  });
});

describe("a token", () => {
  test("narrows its person's role and never widens it", () => {
    expect(whyNot(actor("admin", ["tickets:read"]), "assign", ticket())).not.toBeNull();
    expect(whyNot(actor("admin", ["tickets:*"]), "assign", ticket())).toBeNull();
    expect(whyNot(actor("driver", ["*"]), "assign", ticket())).not.toBeNull();
  });
});

test("every refusal is a sentence for a person", () => {
  for (const action of ticketActions)
    for (const role of roles)
      expect(whyNot(actor(role), action, ticket()) ?? "Allowed.").toMatch(/^[A-Z].*\.$/);
});
