"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncConnectionsApi } from "@/lib/sync/connections/api";
import { SecretOnce } from "../people/secret-once";
import { SettingsSection } from "../people/settings-section";
import { Copyable } from "../shared/copyable";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { toast } from "../ui/toast";
import { type Connection, messageOf, syncKey } from "./sync-queries";

export interface WebhookSectionProps {
  connection: Connection;
  /** Where this installation is reached from outside. */
  origin: string;
}

const payload = `{
  "event": "ticket.updated",
  "ticket_id": "{{ticket.id_numeric}}",
  "updated_at": "{{ticket.updated_at}}"
}`;

/** Freshservice has no webhook endpoints of its own: an administrator makes a rule there that calls Docket. */
export function WebhookSection({ connection, origin }: WebhookSectionProps) {
  const client = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  if (connection.vendor !== "freshservice") return null;
  const address = `${origin}/webhooks/freshservice/ticket`;
  const rotate = async () => {
    setIsBusy(true);
    try {
      const answer = await call<typeof syncConnectionsApi.rotateWebhookSecret>(
        "POST",
        "/sync-connections/{id}/webhook-secret",
        { params: { id: connection.id } },
      );
      setSecret(answer.secret);
      void client.invalidateQueries({ queryKey: syncKey });
    } catch (error) {
      toast.error(messageOf(error));
    }
    setIsBusy(false);
  };
  return (
    <SettingsSection
      title="Webhook"
      description="Freshservice tells Docket of a change within seconds, instead of at the next scheduled run."
    >
      <ol className="grid list-decimal gap-2 pl-5 text-sm marker:text-subtle-foreground">
        <li>In Freshservice open Admin → Workflow Automator and make a rule for tickets.</li>
        <li>As its event choose: ticket is raised, ticket is updated, note or reply is added.</li>
        <li>
          As its action choose Trigger webhook, POST, encoding JSON, to
          <Copyable value={address} name="address" className="mt-1 block font-mono text-xs break-all" />
        </li>
        <li>
          Add the header <code className="font-mono text-xs">X-Webhook-Secret</code> with the secret from
          here.
        </li>
        <li>
          As its content choose Advanced and paste
          <pre className="mt-1 scroll-slim overflow-x-auto rounded-md border bg-muted p-2 font-mono text-xs">
            {payload}
          </pre>
        </li>
      </ol>
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={rotate} isLoading={isBusy}>
          {connection.has_webhook_secret ? "Make a new secret" : "Make secret"}
        </Button>
        <span className="text-xs text-muted-foreground">
          {connection.has_webhook_secret
            ? "There is one; a new one replaces it at once."
            : "Until there is one, Docket refuses these calls."}
        </span>
      </div>
      {secret && (
        <Dialog open onOpenChange={() => setSecret(null)}>
          <DialogContent title="Webhook secret" width="sm">
            <DialogBody>
              <SecretOnce
                value={secret}
                name="webhook secret"
                advice="Paste it into the rule's header X-Webhook-Secret now: it is not shown again."
              />
            </DialogBody>
            <DialogFooter>
              <Button onClick={() => setSecret(null)}>Done</Button>
            </DialogFooter>
          </DialogContent>
        </Dialog>
      )}
    </SettingsSection>
  );
}
