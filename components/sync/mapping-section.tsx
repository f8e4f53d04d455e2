"use client";

import type { ReactNode } from "react";
import { knownName, type MappedField } from "@/lib/sync/connections/vendor-defaults";
import { PriorityIcon } from "../shared/priority-icon";
import { StatusBadge } from "../shared/status-badge";
import { priorityVisuals, statusVisuals } from "../shared/ticket-visuals";
import { Badge } from "../ui/badge";
import { Input } from "../ui/input";
import { Select, type SelectOption } from "../ui/select";
import { codesOf } from "./mapped-codes";
import type { Connection } from "./sync-queries";
import { vendorNames } from "./sync-words";
import type { ConnectionDraft } from "./use-connection-draft";

type Status = Connection["settings"]["unknown_status"];
type Priority = Connection["settings"]["unknown_priority"];

const statusOptions: SelectOption[] = Object.keys(statusVisuals).map((value) => ({
  value,
  label: statusVisuals[value as Status].label,
  icon: <StatusMark status={value} />,
}));
const priorityOptions: SelectOption[] = (Object.keys(priorityVisuals) as Priority[]).map((value) => ({
  value,
  label: priorityVisuals[value].label,
  icon: <PriorityIcon priority={value} />,
}));

export interface MappingSectionProps {
  connection: Connection;
  draft: ConnectionDraft;
}

/** What the vendor's codes mean here. */
export function MappingSection({ connection, draft: { draft, change, errors } }: MappingSectionProps) {
  const { settings } = draft;
  const vendor = vendorNames[connection.vendor];
  return (
    <section aria-labelledby="mapping" className="border-t py-6">
      <h3 id="mapping" className="text-base font-semibold">
        What its codes mean here
      </h3>
      <p className="mt-1 mb-4 max-w-prose text-sm text-muted-foreground">
        {connection.tested_at
          ? `Statuses, priorities and sources as ${vendor} has them now. A change counts from the next run; a full run applies it to every ticket.`
          : `Test the connection to see the statuses that this ${vendor} really has.`}
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <MapTable
          title="Statuses"
          otherwise={
            <Select
              aria-label="Any other status means"
              options={statusOptions}
              value={settings.unknown_status}
              onValueChange={(status) => change("settings", { unknown_status: status as Status })}
            />
          }
          error={errors["settings.status_map"]}
          {...rowsOf("statuses", connection, settings.status_map)}
        >
          {(code, label) => (
            <Select
              aria-label={label}
              placeholder={`As any other: ${statusVisuals[settings.unknown_status].label}`}
              options={statusOptions}
              value={settings.status_map[code]}
              onValueChange={(status) =>
                change("settings", { status_map: { ...settings.status_map, [code]: status as Status } })
              }
            />
          )}
        </MapTable>
        <div className="grid gap-4">
          <MapTable
            title="Priorities"
            otherwise={
              <Select
                aria-label="Any other priority means"
                options={priorityOptions}
                value={settings.unknown_priority}
                onValueChange={(value) => change("settings", { unknown_priority: value as Priority })}
              />
            }
            {...rowsOf("priorities", connection, settings.priority_map)}
          >
            {(code, label) => (
              <Select
                aria-label={label}
                placeholder={`As any other: ${priorityVisuals[settings.unknown_priority].label}`}
                options={priorityOptions}
                value={settings.priority_map[code]}
                onValueChange={(value) =>
                  change("settings", {
                    priority_map: { ...settings.priority_map, [code]: value as Priority },
                  })
                }
              />
            )}
          </MapTable>
          <MapTable
            title="Sources"
            error={errors["settings.source_map"]}
            {...rowsOf("sources", connection, settings.source_map)}
          >
            {(code, label) => (
              <Input
                aria-label={label}
                placeholder="other"
                maxLength={40}
                value={settings.source_map[code] ?? ""}
                onChange={(event) =>
                  change("settings", {
                    source_map: withChannel(settings.source_map, code, event.target.value),
                  })
                }
              />
            )}
          </MapTable>
        </div>
      </div>
    </section>
  );
}

interface MapTableProps {
  title: string;
  rows: { code: string; name: string | null; isUnknown: boolean }[];
  /** The control for every code that is not in the list. */
  otherwise?: ReactNode;
  error?: string;
  children: (code: string, label: string) => ReactNode;
}

function MapTable({ title, rows, otherwise, error, children }: MapTableProps) {
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border bg-surface">
      <header className="flex items-baseline justify-between gap-3 border-b px-3 py-2">
        <h4 className="text-sm font-medium">{title}</h4>
        <span className="text-xs text-muted-foreground">means here</span>
      </header>
      {error && (
        <p role="alert" className="px-3 py-2 text-xs text-danger-text">
          {error}
        </p>
      )}
      <ul className="divide-y">
        {rows.map(({ code, name, isUnknown }) => (
          <li
            key={code}
            className="grid grid-cols-[minmax(0,1fr)_minmax(0,12rem)] items-center gap-3 px-3 py-1.5"
          >
            <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
              <span className="min-w-0 wrap-anywhere">{name ?? `Code ${code}`}</span>
              {name && <code className="font-mono text-2xs text-subtle-foreground">{code}</code>}
              {isUnknown && <Badge tone="warning">Not mapped</Badge>}
            </span>
            {children(code, `${name ?? `Code ${code}`} means`)}
          </li>
        ))}
        {otherwise && (
          <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,12rem)] items-center gap-3 px-3 py-1.5">
            <span className="text-sm text-muted-foreground">Any other</span>
            {otherwise}
          </li>
        )}
      </ul>
    </section>
  );
}

function StatusMark({ status }: { status: string }) {
  return <StatusBadge status={status} variant="plain" className="[&>span]:sr-only" />;
}

function rowsOf(field: MappedField, connection: Connection, map: Record<string, unknown>) {
  const { vendor, vocabulary, unknown_codes } = connection;
  const seen = field === "priorities" ? [] : unknown_codes[field];
  const rows = codesOf({ told: vocabulary[field], seen, map }).map(({ code, name }) => ({
    code,
    name: name ?? knownName(vendor, field, code),
    isUnknown: !(code in map),
  }));
  return { rows };
}

function withChannel(map: Record<string, string>, code: string, channel: string): Record<string, string> {
  const { [code]: _, ...rest } = map;
  return channel === "" ? rest : { ...rest, [code]: channel };
}
