"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncConnectionsApi } from "@/lib/sync/connections/api";
import { type FieldErrors, fieldErrors } from "../people/field-errors";
import { toast } from "../ui/toast";
import { type Connection, connectionQuery, syncKey } from "./sync-queries";

type Part = "settings" | "schedules" | "write_back";
export type Draft = Pick<Connection, Part>;
type Changes = { [Name in Part]?: Partial<Connection[Name]> };

const shown = [
  "settings.account_field",
  "settings.workspaces",
  "settings.headroom_percent",
  "settings.retention_days",
  "settings.status_map",
  "settings.source_map",
  "schedules.tickets",
  "schedules.closures",
  "schedules.base",
  "schedules.drift",
];

/** What a person has changed and not saved; all else follows the connection as it is stored. */
export function useConnectionDraft(connection: Connection) {
  const client = useQueryClient();
  const [changes, setChanges] = useState<Changes>({});
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isBusy, setIsBusy] = useState(false);
  const draft: Draft = {
    settings: { ...connection.settings, ...changes.settings },
    schedules: { ...connection.schedules, ...changes.schedules },
    write_back: { ...connection.write_back, ...changes.write_back },
  };
  const change = <Name extends Part>(part: Name, values: Partial<Connection[Name]>) =>
    setChanges((now) => ({ ...now, [part]: { ...now[part], ...values } }));

  /** True when it is stored. */
  const save = async (more: { is_active?: boolean } = {}, done = "Connection saved"): Promise<boolean> => {
    setIsBusy(true);
    setErrors({});
    try {
      const { data } = await call<typeof syncConnectionsApi.update>("PATCH", "/sync-connections/{id}", {
        params: { id: connection.id },
        body: { ...changes, ...more },
      });
      client.setQueryData(connectionQuery(connection.id).queryKey, data);
      await client.invalidateQueries({ queryKey: syncKey });
      setChanges({});
      toast.success(done);
      return true;
    } catch (error) {
      setErrors(fieldErrors(error, shown));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return {
    draft,
    change,
    save,
    errors,
    isBusy,
    isDirty: Object.keys(changes).length > 0,
    discard: () => {
      setChanges({});
      setErrors({});
    },
  };
}
export type ConnectionDraft = ReturnType<typeof useConnectionDraft>;
