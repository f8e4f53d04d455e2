"use client";

import { Badge } from "../ui/badge";
import { Input } from "../ui/input";
import { Select, type SelectOption } from "../ui/select";
import type { ColumnData, MappingData } from "./import-queries";
import {
  dateFormatWords,
  dateTargetNames,
  eventTargets,
  sharedTargets,
  targetNames,
  targetWords,
} from "./import-words";

type Column = MappingData["columns"][number];
type Target = Column["target"];

export interface MappingTableProps {
  columns: ColumnData[];
  mapping: MappingData;
  /** Why a column cannot go where it was sent, by its place. */
  errors: Record<string, string>;
  onChange: (columns: Column[]) => void;
}

/** Every column of the file: what is in it, and where it goes. */
export function MappingTable({ columns, mapping, errors, onChange }: MappingTableProps) {
  const change = (name: string, fields: Partial<Column>) =>
    onChange(mapping.columns.map((column) => (column.column === name ? { ...column, ...fields } : column)));
  return (
    <ul aria-label="Columns of the file" className="divide-y rounded-lg border bg-surface">
      {mapping.columns.map((column, at) => {
        const analyzed = columns.find((candidate) => candidate.name === column.column);
        const error = errors[`mapping.columns.${at}.target`] ?? errors[`mapping.columns.${at}.key`];
        return (
          <li
            key={column.column}
            className="grid gap-x-4 gap-y-2 p-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_14rem_14rem]"
          >
            <div className="min-w-0">
              <p className="truncate text-sm font-medium" title={column.column}>
                {column.column}
              </p>
              <ColumnFacts column={analyzed} />
            </div>
            <Samples column={analyzed} />
            <div className="grid content-start gap-1">
              <Select
                aria-label={`Where ${column.column} goes`}
                aria-invalid={error ? true : undefined}
                options={targetOptions(mapping, column)}
                value={column.target}
                onValueChange={(target) => change(column.column, fieldsFor(target as Target, analyzed))}
              />
              {error && (
                <p role="alert" className="text-xs text-danger-text">
                  {error}
                </p>
              )}
            </div>
            <Detail column={column} onChange={(fields) => change(column.column, fields)} />
          </li>
        );
      })}
    </ul>
  );
}

function ColumnFacts({ column }: { column: ColumnData | undefined }) {
  if (!column) return null;
  const distinct =
    column.distinct_count === column.filled_count ? "all different" : `${column.distinct_count} different`;
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-1.5 text-xs text-muted-foreground">
      <Badge tone="outline">{column.type}</Badge>
      {column.filled_count > 0 && <span className="tabular">{distinct}</span>}
      {column.is_ambiguous_date && <Badge tone="warning">Day or month first?</Badge>}
    </p>
  );
}

function Samples({ column }: { column: ColumnData | undefined }) {
  if (!column || column.samples.length === 0)
    return <p className="text-sm text-subtle-foreground">No values</p>;
  return (
    <ul aria-label={`Examples of ${column.name}`} className="grid min-w-0 content-start gap-0.5">
      {column.samples.slice(0, 3).map((sample) => (
        <li key={sample} className="truncate font-mono text-xs text-muted-foreground" title={sample}>
          {sample}
        </li>
      ))}
    </ul>
  );
}

function Detail({ column, onChange }: { column: Column; onChange: (fields: Partial<Column>) => void }) {
  if (column.target === "metadata")
    return (
      <Input
        aria-label={`Name of the extra field for ${column.column}`}
        value={column.key ?? ""}
        maxLength={100}
        onChange={(event) => onChange({ key: event.target.value })}
      />
    );
  if (dateTargetNames.includes(column.target))
    return (
      <Select
        aria-label={`How ${column.column} writes dates`}
        options={Object.entries(dateFormatWords).map(([value, label]) => ({ value, label }))}
        value={column.date_format}
        onValueChange={(format) => onChange({ date_format: format as Column["date_format"] })}
      />
    );
  return (
    <span className="hidden text-xs text-subtle-foreground md:block">{targetWords[column.target].hint}</span>
  );
}

function targetOptions(mapping: MappingData, column: Column): SelectOption[] {
  return targetNames
    .filter(
      (target) => mapping.shape === "events" || !eventTargets.includes(target) || column.target === target,
    )
    .map((target) => {
      const taken = mapping.columns.find(
        (other) => other.target === target && other.column !== column.column,
      );
      const isTaken = taken !== undefined && !sharedTargets.includes(target);
      return {
        value: target,
        label: targetWords[target].label,
        hint: isTaken ? `Taken by ${taken.column}` : targetWords[target].hint,
        isDisabled: isTaken,
      };
    });
}

function fieldsFor(target: Target, analyzed: ColumnData | undefined): Partial<Column> {
  const name = analyzed?.name ?? "value";
  return {
    target,
    key: target === "metadata" ? name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_") : undefined,
    date_format: dateTargetNames.includes(target) ? (analyzed?.date_format ?? "iso") : undefined,
  };
}
