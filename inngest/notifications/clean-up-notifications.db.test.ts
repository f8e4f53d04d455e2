import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notifyAboutTicket } from "@/lib/notifications/notify-about-ticket";
import { setEnv } from "@/lib/platform/env";
import { outboxPath } from "@/lib/platform/mail";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeBrowsers, makeTicket } from "@/prisma/seed/factories";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { cleanUpNotifications } from "./clean-up-notifications";
import { scheduleNotificationCleanUp } from "./schedule-notification-clean-up";

useTestDatabase();
let desk: Desk;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-forget-"));
  setEnv({ DATA_DIR: folder });
  desk = await makeDesk();
  await desk.fill(makeBrowsers);
});
afterAll(() => {
  setEnv({ DATA_DIR: undefined });
  rmSync(folder, { recursive: true, force: true });
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test("what is older than 90 days is forgotten: notifications, deliveries, mails and their files", async () => {
  for (const days of [91, 89])
    await desk.fill(async (ctx) => {
      const ticket = await makeTicket(ctx, { owner_role: "ops_agent", owner_id: desk.people.ops_agent.id });
      const data = { ticket_id: ticket.id, actor_id: null, owner_id: desk.people.ops_agent.id };
      await notifyAboutTicket(ctx, { id: `event-${days}`, name: "ticket.assigned", data });
      await ctx.tx.mail.create({
        data: { id: `mail-${days}`, to_address: "a@example.com", subject: "Old", status: "sent" },
      });
    }, daysAgo(days));
  const path = outboxPath(desk.organization.id);
  mkdirSync(path, { recursive: true });
  for (const days of [91, 89]) {
    writeFileSync(join(path, `mail-${days}.eml`), "words");
    utimesSync(join(path, `mail-${days}.eml`), daysAgo(days), daysAgo(days));
  }
  const schedule = await runFunction(scheduleNotificationCleanUp);
  const event = schedule.sent.find(({ data }) => data.organization_id === desk.organization.id);
  expect(event?.name).toBe("notification.clean_up_due");
  const run = () =>
    runFunction(cleanUpNotifications, {
      name: "notification.clean_up_due",
      data: { organization_id: desk.organization.id },
    });
  expect((await run()).output).toEqual({ notifications: 1, mails: 1, files: 1 });
  expect((await run()).output).toEqual({ notifications: 0, mails: 0, files: 0 });
  expect(readdirSync(path)).toEqual(["mail-89.eml"]);
  const left = await desk.fill(async (ctx) => [
    await ctx.tx.notification.findMany({ select: { event_id: true } }),
    await ctx.tx.notificationDelivery.count(),
  ]);
  expect(left).toEqual([[{ event_id: "event-89" }], 2]);
});
