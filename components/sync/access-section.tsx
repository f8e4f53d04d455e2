"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Check, Minus, RefreshCw } from "lucide-react";
import { lazy, useEffect, useRef, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncConnectionsApi } from "@/lib/sync/connections/api";
import { SettingsSection } from "../people/settings-section";
import { RelativeTime } from "../shared/relative-time";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { type Connection, connectionQuery, messageOf, syncKey } from "./sync-queries";
import { resourceNames } from "./sync-words";

const AddressDialog = lazy(() => import("./address-dialog"));

/** Where the desk is, and what its key may read. */
export function AccessSection({ connection, isNew }: { connection: Connection; isNew: boolean }) {
  const client = useQueryClient();
  const [isEditing, setIsEditing] = useState(false);
  const [isTesting, setIsTesting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const test = async () => {
    setIsTesting(true);
    setFailure(null);
    try {
      const { data } = await call<typeof syncConnectionsApi.test>("POST", "/sync-connections/{id}/test", {
        params: { id: connection.id },
      });
      client.setQueryData(connectionQuery(connection.id).queryKey, data);
      void client.invalidateQueries({ queryKey: syncKey });
    } catch (error) {
      setFailure(messageOf(error));
    }
    setIsTesting(false);
  };
  const begin = useRef(test);
  const hasBegun = useRef(false);
  useEffect(() => {
    if (!isNew || hasBegun.current) return;
    hasBegun.current = true;
    void begin.current();
  }, [isNew]);

  return (
    <SettingsSection
      title="Access"
      description="Where the desk is, the key with which Docket reads it, and what that key may read."
    >
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        <dt className="text-muted-foreground">Address</dt>
        <dd className="break-all">{connection.base_url}</dd>
        <dt className="text-muted-foreground">Key</dt>
        <dd>{connection.key_hint ? `ends in ${connection.key_hint}` : "stored"}</dd>
        <dt className="text-muted-foreground">Source</dt>
        <dd className="font-mono text-xs leading-5">{connection.source}</dd>
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button onClick={test} isLoading={isTesting}>
          <RefreshCw aria-hidden />
          Test connection
        </Button>
        <Button variant="ghost" onClick={() => setIsEditing(true)}>
          Change address or key
        </Button>
      </div>
      <p role="status" className="text-sm text-muted-foreground empty:hidden">
        {isTesting &&
          `Asking ${hostOf(connection.base_url)}. A desk that does not answer is waited for up to 45 seconds.`}
      </p>
      {!connection.is_key_readable && (
        <Alert tone="danger" title="The key cannot be read">
          DOCKET_SECRET has changed since it was entered. Enter the key again.
        </Alert>
      )}
      {!isTesting && (failure ?? connection.test_error) && (
        <Alert tone="danger" title="The test failed">
          {failure ?? connection.test_error}
        </Alert>
      )}
      <AccessList connection={connection} />
      <LazyPart onFailure={() => setIsEditing(false)}>
        {isEditing && (
          <AddressDialog
            connection={connection}
            onClose={() => setIsEditing(false)}
            onSaved={() => void test()}
          />
        )}
      </LazyPart>
    </SettingsSection>
  );
}

function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, "");
}

function AccessList({ connection }: { connection: Connection }) {
  if (connection.access.length === 0) return null;
  return (
    <div>
      <p className="mb-1.5 text-xs text-muted-foreground">
        What the key may read, tested <RelativeTime instant={connection.tested_at} />
      </p>
      <ul aria-label="What the key may read" className="divide-y rounded-md border bg-surface text-sm">
        {connection.access.map(({ resource, is_allowed, detail }) => (
          <li key={resource} className="flex items-start gap-2 px-3 py-1.5">
            {is_allowed ? (
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-success-text" />
            ) : (
              <Minus aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
            )}
            <span className="min-w-0 flex-1">
              {resourceNames[resource]}
              {detail && <span className="block text-xs text-muted-foreground">{detail}</span>}
            </span>
            <span className={is_allowed ? "text-success-text" : "text-danger-text"}>
              {is_allowed ? "May read" : "May not read"}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
