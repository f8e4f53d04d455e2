import { beforeAll, describe, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeLinkedEntity, makeRequester, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { createTicket } from "./create-ticket";
import { createTicketInput, updateTicketInput } from "./schema";
import { updateTicket } from "./update-ticket";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  const other = await makeDesk();
  await other.fill((ctx) => makeLinkedEntity(ctx, { type: "booking", entity_id: "BK-OTHER" }));
  await other.fill((ctx) => makeLinkedEntity(ctx, { type: "truck", entity_id: "MH-1" }));
  desk = await makeDesk();
  await desk.fill((ctx) => makeLinkedEntity(ctx, { type: "booking", entity_id: "BK-1" }));
});

const text = { title: "The truck has broken down", description: "It stands at the border since noon." };
const create = (fields: object) =>
  desk.as("ops_manager", (ctx) => createTicket(ctx, createTicketInput.parse({ ...text, ...fields })));

describe("links", () => {
  test("a type the registry knows takes registered entities only, its own organization's", async () => {
    expect((await create({ linked_type: "booking", linked_id: "BK-1" })).data.linked_entity).toMatchObject({
      entity_id: "BK-1",
    });
    for (const linked_id of ["BK-2", "BK-OTHER"])
      await expect(create({ linked_type: "booking", linked_id })).rejects.toMatchObject({
        code: "invalid_input",
        details: { fields: [expect.objectContaining({ field: "linked_id" })] },
      });
  });

  test("a requester may name an entity, but the registry tells them nothing about it", async () => {
    const input = createTicketInput.parse({ ...text, linked_type: "booking", linked_id: "BK-1" });
    const { data } = await desk.as("driver", (ctx) => createTicket(ctx, input));
    expect(data).toMatchObject({ linked_id: "BK-1", linked_entity: null });
  });

  test("a type nobody feeds takes any id", async () => {
    expect((await create({ linked_type: "truck", linked_id: "MH-77" })).data).toMatchObject({
      linked_id: "MH-77",
      linked_entity: null,
    });
  });

  test("a change is held to the same rule", async () => {
    const ticket = await create({});
    const change = (linked_id: string) =>
      desk.as("ops_manager", (ctx) =>
        updateTicket(ctx, ticket.data.id, updateTicketInput.parse({ linked_type: "booking", linked_id })),
      );
    await expect(change("BK-2")).rejects.toMatchObject({ code: "invalid_input" });
    expect((await change("BK-1")).data.linked_id).toBe("BK-1");
  });
});

describe("a follow-up", () => {
  test("of a closed ticket is about the same thing, for the same person", async () => {
    const requester = await desk.fill((ctx) => makeRequester(ctx));
    const earlier = await desk.fill((ctx) =>
      makeTicket(ctx, {
        status: "CLOSED",
        linked_type: "booking",
        linked_id: "BK-1",
        tags: ["late", "border"],
        requester_id: requester.id,
        assigned_franchise_id: desk.franchise.id,
      }),
    );
    const { data } = await create({ follow_up_of_id: earlier.id });
    expect(data).toMatchObject({
      status: "NEW",
      linked_type: "booking",
      linked_id: "BK-1",
      tags: ["late", "border"],
      requester_id: requester.id,
      assigned_franchise_id: desk.franchise.id,
      follow_up_of: { id: earlier.id },
    });
    const own = await create({ follow_up_of_id: earlier.id, tags: ["new"] });
    expect(own.data.tags).toEqual(["new"]);
  });

  test("a requester's follow-up stays their own", async () => {
    const earlier = await desk.fill((ctx) =>
      makeTicket(ctx, {
        status: "CLOSED",
        created_by_id: desk.people.driver.id,
        created_by_role: "driver",
        tags: ["late"],
      }),
    );
    const input = createTicketInput.parse({ ...text, follow_up_of_id: earlier.id });
    const { data } = await desk.as("driver", (ctx) => createTicket(ctx, input));
    expect(data).toMatchObject({ tags: ["late"], created_by_id: desk.people.driver.id });
    await expect(desk.as("shipper", (ctx) => createTicket(ctx, input))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
