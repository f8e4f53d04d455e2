import type { InngestFunction } from "inngest";
import { cleanUpFiles } from "./attachments/clean-up-files";
import { scheduleFileCleanUp } from "./attachments/schedule-file-clean-up";
import { runBulkOperations } from "./bulk/run-bulk-operations";
import { scheduleBulkOperations } from "./bulk/schedule-bulk-operations";
import { recountClosures } from "./closures/recount-closures";
import { runRequestedClosures } from "./closures/run-requested-closures";
import { runScheduledClosures } from "./closures/run-scheduled-closures";
import { scheduleClosureRuns } from "./closures/schedule-closure-runs";
import { cleanUpExports } from "./exports/clean-up-exports";
import { scheduleExportCleanUp } from "./exports/schedule-export-clean-up";
import { writeExport } from "./exports/write-export";
import { cleanUpImports } from "./imports/clean-up-imports";
import { runImport } from "./imports/run-import";
import { scheduleImports } from "./imports/schedule-imports";
import { cleanUpNotifications } from "./notifications/clean-up-notifications";
import { deliverDigest } from "./notifications/deliver-digest";
import { deliverEmail } from "./notifications/deliver-email";
import { deliverPush } from "./notifications/deliver-push";
import { deliverSms } from "./notifications/deliver-sms";
import { notifyAboutDeadline } from "./notifications/notify-about-deadline";
import { notifyAboutTicket } from "./notifications/notify-about-ticket";
import { releaseDeliveries } from "./notifications/release-deliveries";
import { scheduleDeliveries } from "./notifications/schedule-deliveries";
import { scheduleNotificationCleanUp } from "./notifications/schedule-notification-clean-up";
import { sendPhoneCode } from "./phones/send-phone-code";
import { expireIdempotencyKeys } from "./platform/expire-idempotency-keys";
import { pruneOutboxEvents } from "./platform/prune-outbox";
import { scheduleKeyExpiry } from "./platform/schedule-key-expiry";
import { trimLiveChanges } from "./platform/trim-live-changes";
import { actOnDueClocks } from "./sla/act-on-due-clocks";
import { forgetSlaReplays } from "./sla/forget-sla-replays";
import { runSlaReplay } from "./sla/run-sla-replay";
import { scheduleDueClocks } from "./sla/schedule-due-clocks";
import { waitForNextClock } from "./sla/wait-for-next-clock";
import { cleanUpSync } from "./sync/clean-up-sync";
import { readCalledTickets } from "./sync/read-called-tickets";
import { runSync } from "./sync/run-sync";
import { scheduleSyncCleanUp } from "./sync/schedule-sync-clean-up";
import { scheduleSyncs } from "./sync/schedule-syncs";
import { sendWriteBacks } from "./sync/send-write-backs";
import { startDueSyncs } from "./sync/start-due-syncs";
import { announceDisabledWebhook } from "./webhooks/announce-disabled-webhook";
import { deliverWebhook } from "./webhooks/deliver-webhook";
import { queueDeadlineWebhooks } from "./webhooks/queue-deadline-webhooks";
import { queueWebhooks } from "./webhooks/queue-webhooks";
import { scheduleWebhookSweep } from "./webhooks/schedule-webhook-sweep";
import { sweepWebhooks } from "./webhooks/sweep-webhooks";

/** Every background function of Docket: one line each, the file named like its id. */
export const functions: readonly InngestFunction.Any[] = [
  pruneOutboxEvents,
  scheduleKeyExpiry,
  expireIdempotencyKeys,
  trimLiveChanges,
  runBulkOperations,
  scheduleBulkOperations,
  runImport,
  scheduleImports,
  cleanUpImports,
  writeExport,
  scheduleExportCleanUp,
  cleanUpExports,
  scheduleFileCleanUp,
  cleanUpFiles,
  notifyAboutTicket,
  notifyAboutDeadline,
  deliverEmail,
  deliverPush,
  deliverSms,
  deliverDigest,
  scheduleDeliveries,
  releaseDeliveries,
  scheduleNotificationCleanUp,
  cleanUpNotifications,
  scheduleDueClocks,
  actOnDueClocks,
  waitForNextClock,
  runSlaReplay,
  forgetSlaReplays,
  sendPhoneCode,
  queueWebhooks,
  queueDeadlineWebhooks,
  deliverWebhook,
  announceDisabledWebhook,
  scheduleWebhookSweep,
  sweepWebhooks,
  recountClosures,
  scheduleClosureRuns,
  runScheduledClosures,
  runRequestedClosures,
  runSync,
  readCalledTickets,
  sendWriteBacks,
  scheduleSyncs,
  startDueSyncs,
  scheduleSyncCleanUp,
  cleanUpSync,
];
