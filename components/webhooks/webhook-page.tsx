"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { webhooksApi } from "@/lib/webhooks/api";
import { PageHeader } from "../shared/page-header";
import { RelativeTime } from "../shared/relative-time";
import { Alert } from "../ui/alert";
import { LazyPart } from "../ui/lazy-part";
import { DeliveryLog } from "./delivery-log";
import { WebhookActions } from "./webhook-actions";
import { type DeliveryPage, type Webhook, webhookKey, webhooksKey } from "./webhook-queries";
import { WebhookState } from "./webhook-state";
import { eventCount } from "./webhooks-page";

const DeliveryDialog = lazy(() => import("./delivery-dialog"));

const refreshMs = 5_000;

export function WebhookPage({ initial, initialLog }: { initial: Webhook; initialLog: DeliveryPage }) {
  const client = useQueryClient();
  const [openId, setOpenId] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: webhookKey(initial.id),
    queryFn: ({ signal }) =>
      call<typeof webhooksApi.get>("GET", "/webhooks/{id}", { params: { id: initial.id }, signal }),
    initialData: { data: initial },
    refetchInterval: refreshMs,
  });
  const webhook = data.data;
  const refresh = () => void client.invalidateQueries({ queryKey: webhooksKey });
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            {webhook.name}
            <WebhookState webhook={webhook} />
          </span>
        }
        description={
          <span className="break-all">
            {webhook.url}
            <span className="block">{eventCount(webhook)}</span>
          </span>
        }
      />
      <div className="mt-4 grid gap-4">
        <WebhookActions webhook={webhook} onChanged={refresh} />
        <WebhookNotes webhook={webhook} />
      </div>
      <h3 className="mt-6 mb-2 text-base font-semibold">Log</h3>
      <DeliveryLog webhookId={webhook.id} initial={initialLog} onOpen={setOpenId} />
      <LazyPart onFailure={() => setOpenId(null)}>
        {openId && (
          <DeliveryDialog
            id={openId}
            canReplay={webhook.is_enabled}
            onClose={() => setOpenId(null)}
            onReplayed={refresh}
          />
        )}
      </LazyPart>
    </>
  );
}

function WebhookNotes({ webhook }: { webhook: Webhook }) {
  return (
    <>
      {webhook.disabled_because && (
        <Alert tone="danger" title="Docket gave this webhook up">
          {webhook.disabled_because} Repair the receiver, then enable it; what failed can be sent again from
          the log.
        </Alert>
      )}
      {webhook.is_enabled && webhook.failing_since && (
        <Alert tone="warning" title="Nothing arrives">
          <p>
            Since <RelativeTime instant={webhook.failing_since} />. After a day of that it is disabled.
          </p>
        </Alert>
      )}
      {webhook.previous_secret_until && (
        <Alert>
          The previous secret also signs, until <RelativeTime instant={webhook.previous_secret_until} />.
        </Alert>
      )}
    </>
  );
}
