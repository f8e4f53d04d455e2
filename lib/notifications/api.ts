import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { one } from "@/lib/platform/schema";
import {
  listMailsQuery,
  listNotificationsQuery,
  mailDetail,
  mailId,
  mailRow,
  mailsAnswer,
  markReadInput,
  notificationsAnswer,
  preferencesAnswer,
  testQuery,
  testResult,
  unreadAnswer,
  unsubscribeAnswer,
  unsubscribeQuery,
  updatePreferencesInput,
} from "./schema";

const preferencesExample = {
  choices: { status_changed: { email: true }, noted: { email: false } },
  digest: "daily",
  digest_at: "08:00",
  quiet_from: "19:00",
  quiet_until: "07:00",
  quiet_lets_critical_through: true,
} as const;

const preferencesAnswerExample = {
  data: {
    ...preferencesExample,
    defaults: [{ kind: "replied", channels: { bell: true, email: true, push: true, sms: false } }],
    time_zone: "Europe/Berlin",
    is_mail_stopped: false,
  },
};

export const notificationsApi = {
  list: endpoint({
    method: "GET",
    path: "/notifications",
    tag: "Notifications",
    permission: "notifications:read",
    summary: "List one's own notifications, newest first",
    query: listNotificationsQuery,
    response: notificationsAnswer,
  }),
  markRead: endpoint({
    method: "POST",
    path: "/notifications/read",
    tag: "Notifications",
    permission: "notifications:write",
    summary: "Mark some of one's notifications, those of a ticket, or all of them as read",
    body: markReadInput,
    response: unreadAnswer,
  }),
  getPreferences: endpoint({
    method: "GET",
    path: "/notifications/preferences",
    tag: "Notifications",
    permission: "notifications:read",
    summary: "Say how one wants to be notified of what, with the defaults",
    response: preferencesAnswer,
    example: { response: preferencesAnswerExample },
  }),
  updatePreferences: endpoint({
    method: "PATCH",
    path: "/notifications/preferences",
    tag: "Notifications",
    permission: "notifications:write",
    summary: "Change how one wants to be notified",
    description: "`choices` replaces the stored ones; what it leaves out follows the defaults.",
    body: updatePreferencesInput,
    response: preferencesAnswer,
    example: { body: preferencesExample, response: preferencesAnswerExample },
  }),
  test: endpoint({
    method: "POST",
    path: "/notifications/test",
    tag: "Notifications",
    permission: "notifications:write",
    summary: "Send oneself a test by e-mail, push or text message",
    description:
      "Sent at once, by the way that real ones take. The answer says where it went, or why it did not.",
    limit: "bulk",
    query: testQuery,
    response: one(testResult),
  }),
  openSubscription: endpoint({
    method: "GET",
    path: "/notifications/unsubscribe",
    tag: "Notifications",
    permission: "public",
    summary: "Open the page on which an e-mail's link stops further e-mail",
    query: unsubscribeQuery,
    rawResponse: "text/html",
  }),
  unsubscribe: endpoint({
    method: "POST",
    path: "/notifications/unsubscribe",
    tag: "Notifications",
    permission: "public",
    summary: "Stop e-mail about a ticket, or all, by the signed link of an e-mail (RFC 8058)",
    limit: "sign_in",
    query: unsubscribeQuery,
    response: unsubscribeAnswer,
  }),
};

export const mailsApi = {
  list: endpoint({
    method: "GET",
    path: "/mails",
    tag: "Mail",
    permission: "mails:read",
    summary: "List the e-mails Docket sent or tried to send, newest first",
    query: listMailsQuery,
    response: mailsAnswer,
  }),
  get: endpoint({
    method: "GET",
    path: "/mails/{id}",
    tag: "Mail",
    permission: "mails:read",
    summary: "Read an e-mail, with its words where it was written to the outbox folder",
    params: mailId,
    response: one(mailDetail),
  }),
  retry: endpoint({
    method: "POST",
    path: "/mails/{id}/retry",
    tag: "Mail",
    permission: "mails:write",
    summary: "Try a failed e-mail again",
    params: z.object({ id: mailId.shape.id }),
    response: one(mailRow),
  }),
};
