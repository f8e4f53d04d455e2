import { notificationsApi } from "@/lib/notifications/api";
import type { TestResult } from "@/lib/notifications/schema";
import { sendTestNotification } from "@/lib/notifications/send-test-notification";
import { handle } from "@/lib/platform/handle";

export const POST = handle<typeof notificationsApi.test, TestResult>(
  notificationsApi.test,
  async ({ received }) => ({ data: received }),
  ({ actor, query }) => sendTestNotification(actor, query.channel),
);
