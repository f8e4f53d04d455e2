import { attachmentsApi } from "@/lib/attachments/api";
import { auditApi } from "@/lib/audit/api";
import { bulkApi } from "@/lib/bulk/api";
import { closuresApi } from "@/lib/closures/api";
import { companiesApi } from "@/lib/companies/api";
import { entitiesApi } from "@/lib/entities/api";
import { exportsApi } from "@/lib/exports/api";
import { importsApi } from "@/lib/imports/api";
import { knowledgeApi } from "@/lib/knowledge/api";
import { mailsApi, notificationsApi } from "@/lib/notifications/api";
import { operationsApi } from "@/lib/operations/api";
import {
  franchisesApi,
  meApi,
  organizationApi,
  requestersApi,
  setupApi,
  tokensApi,
  usersApi,
} from "@/lib/people/api";
import { phonesApi } from "@/lib/phones/api";
import type { Endpoint } from "@/lib/platform/endpoint";
import { pushApi } from "@/lib/push/api";
import { slaApi } from "@/lib/sla/api";
import { syncApi } from "@/lib/sync/api";
import { syncConnectionsApi } from "@/lib/sync/connections/api";
import { ticketFiltersApi } from "@/lib/ticket-filters/api";
import { ticketsApi } from "@/lib/tickets/api";
import { viewsApi } from "@/lib/views/api";
import { watchersApi } from "@/lib/watchers/api";
import { webhooksApi } from "@/lib/webhooks/api";

/** Every noun's declarations; lib/platform/routes.test.ts fails when an api.ts or a route is left out. */
const nouns: Record<string, Record<string, Endpoint>> = {
  tickets: ticketsApi,
  watchers: watchersApi,
  attachments: attachmentsApi,
  bulk: bulkApi,
  audit: auditApi,
  operations: operationsApi,
  views: viewsApi,
  ticketFilters: ticketFiltersApi,
  sla: slaApi,
  entities: entitiesApi,
  requesters: requestersApi,
  companies: companiesApi,
  franchises: franchisesApi,
  knowledge: knowledgeApi,
  users: usersApi,
  me: meApi,
  phones: phonesApi,
  organization: organizationApi,
  push: pushApi,
  tokens: tokensApi,
  webhooks: webhooksApi,
  setup: setupApi,
  imports: importsApi,
  exports: exportsApi,
  closures: closuresApi,
  notifications: notificationsApi,
  mails: mailsApi,
  syncConnections: syncConnectionsApi,
  sync: syncApi,
};

export type Operation = { id: string; endpoint: Endpoint };

export const operations: readonly Operation[] = Object.entries(nouns).flatMap(([noun, api]) =>
  Object.entries(api).map(([name, endpoint]) => ({ id: `${noun}.${name}`, endpoint })),
);
