"use client";

import { type FormEvent, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { webhooksApi } from "@/lib/webhooks/api";
import type { WebhookEvent } from "@/lib/webhooks/event-words";
import { type FieldErrors, fieldErrors } from "../people/field-errors";
import { SecretOnce } from "../people/secret-once";
import { useFirstError } from "../people/use-first-error";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Input } from "../ui/input";
import { EventsPicker } from "./events-picker";
import type { Webhook } from "./webhook-queries";

export interface WebhookDialogProps {
  /** Left out: a new one. */
  webhook?: Webhook;
  onClose: () => void;
  onSaved: () => void;
}

const fields = ["name", "url", "events", "includes_internal"];

export default function WebhookDialog({ webhook, onClose, onSaved }: WebhookDialogProps) {
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [events, setEvents] = useState<string[]>(webhook?.events ?? ["*"]);
  const [includesInternal, setIncludesInternal] = useState(webhook?.includes_internal ?? false);
  const [secret, setSecret] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    const body = {
      name,
      url,
      events: events as (WebhookEvent | "*")[],
      includes_internal: includesInternal,
    };
    try {
      if (webhook) {
        await call<typeof webhooksApi.update>("PATCH", "/webhooks/{id}", {
          params: { id: webhook.id },
          body,
        });
        onClose();
      } else {
        setSecret((await call<typeof webhooksApi.create>("POST", "/webhooks", { body })).secret);
      }
      onSaved();
    } catch (error) {
      setErrors(fieldErrors(error, fields));
    }
    setIsBusy(false);
  };

  if (secret) return <SecretDialog title={`${name.trim()} is ready`} secret={secret} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={webhook ? `Edit ${webhook.name}` : "Create webhook"}>
        <form ref={form} onSubmit={submit} className="flex min-h-0 flex-col" noValidate>
          <DialogBody className="grid gap-4">
            {errors.form && <Alert tone="danger">{errors.form}</Alert>}
            <FormField
              label="Name"
              hint="What receives it, such as “Warehouse”."
              error={errors.name}
              isRequired
            >
              <Input
                value={name}
                maxLength={100}
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            </FormField>
            <FormField
              label="Address"
              hint="Gets a POST with JSON for every event and answers 200 to 299. Use https, or others on the way can read it."
              error={errors.url}
              isRequired
            >
              <Input
                type="url"
                value={url}
                maxLength={2000}
                autoComplete="off"
                placeholder="https://example.com/docket"
                onChange={(event) => setUrl(event.target.value)}
              />
            </FormField>
            <EventsPicker
              value={events}
              onValueChange={setEvents}
              includesInternal={includesInternal}
              onIncludesInternalChange={setIncludesInternal}
              error={errors.events}
            />
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={isBusy}>
              {webhook ? "Save webhook" : "Create webhook"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

export function SecretDialog({
  title,
  secret,
  onClose,
}: {
  title: string;
  secret: string;
  onClose: () => void;
}) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={title} width="sm">
        <DialogBody>
          <SecretOnce
            value={secret}
            name="signing secret"
            advice="Copy it into the receiver now: it is not shown again. With it the receiver checks that a message comes from this desk; the API reference says how."
          />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Done</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
