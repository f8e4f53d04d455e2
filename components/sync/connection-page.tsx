"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import type { syncConnectionsApi } from "@/lib/sync/connections/api";
import { SettingsSection } from "../people/settings-section";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { PageHeader } from "../shared/page-header";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import { AccessSection } from "./access-section";
import { ConnectionState } from "./connection-state";
import { MappingSection } from "./mapping-section";
import { ReadingSection } from "./reading-section";
import { ScheduleSection } from "./schedule-section";
import { type Connection, connectionQuery, messageOf, syncKey, useLiveSync } from "./sync-queries";
import { vendorNames } from "./sync-words";
import { type ConnectionDraft, useConnectionDraft } from "./use-connection-draft";
import { WebhookSection } from "./webhook-section";
import { WriteBackSection } from "./write-back-section";

export interface ConnectionPageProps {
  initial: Connection;
  /** Came from making it: the test begins by itself. */
  isNew: boolean;
  timeZone: string;
  origin: string;
}

/** One connection: access, meaning, what and when to read. */
export function ConnectionPage({ initial, isNew, timeZone, origin }: ConnectionPageProps) {
  const { data: connection } = useQuery({ ...connectionQuery(initial.id), initialData: initial });
  const draft = useConnectionDraft(connection);
  useLiveSync();
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            {connection.name}
            <ConnectionState connection={connection} />
          </span>
        }
        description={`${vendorNames[connection.vendor]} · ${connection.base_url.replace(/^https?:\/\//, "")}`}
        actions={
          <Button asChild>
            <Link href="/sync">Open Sync page</Link>
          </Button>
        }
      />
      <div className="mt-6">
        <AccessSection connection={connection} isNew={isNew} />
        <MappingSection connection={connection} draft={draft} />
        <ReadingSection connection={connection} draft={draft} />
        <ScheduleSection connection={connection} draft={draft} timeZone={timeZone} />
        <WriteBackSection connection={connection} draft={draft} />
        <WebhookSection connection={connection} origin={origin} />
        <RemoveSection connection={connection} />
      </div>
      <SaveBar connection={connection} draft={draft} />
    </>
  );
}

/** Stays in sight while there is something to save, or the connection has yet to be turned on. */
function SaveBar({ connection, draft }: { connection: Connection; draft: ConnectionDraft }) {
  const router = useRouter();
  const [isStarting, setIsStarting] = useState(false);
  const mayTurnOn = !connection.is_active && connection.tested_at !== null && !connection.test_error;
  if (!draft.isDirty && !mayTurnOn && !connection.is_active) return null;
  const isFirst = connection.last_success_started_at === null;
  const turnOn = async () => {
    setIsStarting(true);
    const isSaved = await draft.save({ is_active: true }, `${connection.name} is on`);
    try {
      if (isSaved && isFirst) {
        await call<typeof syncApi.startRun>("POST", "/sync-runs", {
          body: { connection_id: connection.id, kind: "base", and_then_full: true },
        });
        router.push("/sync");
      }
    } catch (error) {
      toast.error(messageOf(error));
    }
    setIsStarting(false);
  };
  return (
    <div className="sticky bottom-0 z-10 -mx-4 border-t bg-background px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
      {draft.errors.form && (
        <Alert tone="danger" className="mb-3">
          {draft.errors.form}
        </Alert>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {mayTurnOn && isFirst && (
          <p className="mr-auto text-sm text-muted-foreground">
            Turning it on reads companies, people and the tickets of the last 365 days.
          </p>
        )}
        {draft.isDirty && (
          <Button variant="ghost" onClick={draft.discard}>
            Discard changes
          </Button>
        )}
        {connection.is_active && (
          <Button
            variant="ghost"
            disabled={draft.isBusy}
            onClick={() => draft.save({ is_active: false }, `${connection.name} is off`)}
          >
            Turn off
          </Button>
        )}
        {(draft.isDirty || connection.is_active) && (
          <Button
            variant={mayTurnOn ? "secondary" : "primary"}
            disabled={!draft.isDirty}
            isLoading={draft.isBusy && !isStarting}
            onClick={() => draft.save()}
          >
            Save changes
          </Button>
        )}
        {mayTurnOn && (
          <Button variant="primary" isLoading={isStarting} onClick={turnOn}>
            {isFirst ? "Turn on and read" : "Turn on"}
          </Button>
        )}
      </div>
    </div>
  );
}

function RemoveSection({ connection }: { connection: Connection }) {
  const router = useRouter();
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const remove = async () => {
    await call<typeof syncConnectionsApi.delete>("DELETE", "/sync-connections/{id}", {
      params: { id: connection.id },
    });
    toast.success(`${connection.name} is removed`);
    router.push("/settings/sync");
    client.removeQueries({ queryKey: connectionQuery(connection.id).queryKey });
    void client.invalidateQueries({ queryKey: syncKey });
  };
  return (
    <SettingsSection title="Remove" description="Its tickets stay here as they are now.">
      <Button variant="danger" className="justify-self-start" onClick={() => setIsAsking(true)}>
        Remove connection
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={`Remove ${connection.name}?`}
        confirmLabel="Remove connection"
        tone="danger"
        onConfirm={remove}
      >
        The key and the webhook's secret are forgotten and nothing is read any more. The tickets stay and are
        then Docket's own, to be worked on here; connecting the desk again makes new copies of them.
      </ConfirmDialog>
    </SettingsSection>
  );
}
