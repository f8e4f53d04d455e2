"use client";

import { useRouter } from "next/navigation";
import { lazy, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { webhooksApi } from "@/lib/webhooks/api";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { toast } from "../ui/toast";
import type { Webhook } from "./webhook-queries";

const WebhookDialog = lazy(() => import("./webhook-dialog"));
const SecretDialog = lazy(async () => ({ default: (await import("./webhook-dialog")).SecretDialog }));

type Asking = "edit" | "secret" | "delete" | null;

export function WebhookActions({ webhook, onChanged }: { webhook: Webhook; onChanged: () => void }) {
  const router = useRouter();
  const [asking, setAsking] = useState<Asking>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const params = { id: webhook.id };
  const act = async (perform: () => Promise<unknown>, done: string) => {
    setIsBusy(true);
    try {
      await perform();
      toast.success(done);
      onChanged();
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The server did not answer. Try again.");
    }
    setIsBusy(false);
  };
  const sendTest = () => call<typeof webhooksApi.test>("POST", "/webhooks/{id}/test", { params });
  const toggle = () =>
    call<typeof webhooksApi.update>("PATCH", "/webhooks/{id}", {
      params,
      body: { is_enabled: !webhook.is_enabled },
    });
  const rotate = async () => {
    const answer = await call<typeof webhooksApi.rotateSecret>("POST", "/webhooks/{id}/secret", { params });
    setSecret(answer.secret);
    onChanged();
  };
  const remove = async () => {
    await call<typeof webhooksApi.delete>("DELETE", "/webhooks/{id}", { params });
    toast.success(`${webhook.name} is deleted`);
    router.push("/settings/webhooks");
  };

  return (
    <div className="flex flex-wrap gap-2">
      {webhook.is_enabled && (
        <Button disabled={isBusy} onClick={() => act(sendTest, "A test message is on the way")}>
          Send test
        </Button>
      )}
      <Button onClick={() => setAsking("edit")}>Edit</Button>
      <Button onClick={() => setAsking("secret")}>New secret</Button>
      <Button
        disabled={isBusy}
        variant={webhook.is_enabled ? "secondary" : "primary"}
        onClick={() => act(toggle, webhook.is_enabled ? "Webhook disabled" : "Webhook enabled")}
      >
        {webhook.is_enabled ? "Disable" : "Enable"}
      </Button>
      <Button variant="danger-ghost" onClick={() => setAsking("delete")}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={asking === "secret"}
        onOpenChange={() => setAsking(null)}
        title="Make a new signing secret?"
        confirmLabel="Make new secret"
        onConfirm={rotate}
      >
        For 24 hours messages are signed with both secrets, so that the receiver can change over without
        losing any.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === "delete"}
        onOpenChange={() => setAsking(null)}
        title={`Delete ${webhook.name}?`}
        confirmLabel="Delete webhook"
        tone="danger"
        onConfirm={remove}
      >
        Its log goes with it, and what is on the way is not sent any more. This cannot be undone.
      </ConfirmDialog>
      <LazyPart onFailure={() => setAsking(null)}>
        {asking === "edit" && (
          <WebhookDialog webhook={webhook} onClose={() => setAsking(null)} onSaved={onChanged} />
        )}
        {secret && (
          <SecretDialog title="New signing secret" secret={secret} onClose={() => setSecret(null)} />
        )}
      </LazyPart>
    </div>
  );
}
