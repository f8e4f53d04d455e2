import { beforeAll, expect, test } from "vitest";
import { cancelReplay } from "@/lib/sla/cancel-replay";
import { getReplay } from "@/lib/sla/get-replay";
import { replayInput } from "@/lib/sla/replay-schema";
import { startReplay } from "@/lib/sla/start-replay";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { runSlaReplay } from "./run-sla-replay";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

const august = replayInput.parse({ from: "2026-08-01", to: "2026-09-01" });
const start = async () => (await desk.as("admin", (ctx) => startReplay(ctx, august))).data;

test("a long period is replayed in the background, each ticket once, and can be stopped", async () => {
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`
      insert into tickets (title, description, owner_role, created_at) select 'Ticket number ' || i, 'One of very many.', 'ops_agent',
        timestamptz '2026-08-01' + i * interval '1 minute' from generate_series(1, 1200) i`,
  );
  const replay = await start();
  expect(replay).toMatchObject({ status: "queued", total_tickets: 1200, done_tickets: 0 });
  const data = { organization_id: desk.organization.id, replay_id: replay.id };
  await runFunction(runSlaReplay, { name: "sla.replay_queued", data }, { crashAfter: ["replay-0"] });
  const done = await desk.as("admin", (ctx) => getReplay(ctx, replay.id));
  expect(done.data).toMatchObject({ status: "completed", done_tickets: 1200, tickets: 1200 });
  const stopped = await start();
  await desk.as("admin", (ctx) => cancelReplay(ctx, stopped.id));
  await expect(desk.as("admin", (ctx) => cancelReplay(ctx, stopped.id))).rejects.toMatchObject({
    code: "conflict",
  });
});
