"use client";

import { useState } from "react";
import type { ExportColumn, ExportFormat } from "@/lib/exports/schema";
import { FormField } from "../shared/form-field";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { RadioGroup, RadioItem } from "../ui/radio-group";
import { Select } from "../ui/select";
import { columnNames, columnWords, formatNames, formatWords } from "./export-words";

export interface ExportDraft {
  format: ExportFormat;
  columns: ExportColumn[];
  layout: "array" | "lines";
  time_zone: "utc" | "organization";
  byte_order_mark: boolean;
}

export interface ExportFieldsProps {
  draft: ExportDraft;
  /** What the list shows, as columns of a file. */
  shownColumns: ExportColumn[];
  onDraftChange: (change: Partial<ExportDraft>) => void;
}

export function ExportFields({ draft, shownColumns, onDraftChange }: ExportFieldsProps) {
  return (
    <>
      <fieldset>
        <legend className="mb-2 text-sm font-medium">Format</legend>
        <RadioGroup
          aria-label="Format"
          value={draft.format}
          onValueChange={(format) => onDraftChange({ format: format as ExportFormat })}
        >
          {formatNames.map((format) => (
            <RadioItem key={format} value={format} {...formatWords[format]} />
          ))}
        </RadioGroup>
      </fieldset>
      <ColumnFields draft={draft} shownColumns={shownColumns} onDraftChange={onDraftChange} />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="Times in">
          <Select
            options={[
              { value: "utc", label: "UTC" },
              { value: "organization", label: "The organization's time zone" },
            ]}
            value={draft.time_zone}
            onValueChange={(zone) => onDraftChange({ time_zone: zone as ExportDraft["time_zone"] })}
          />
        </FormField>
        {draft.format === "json" && (
          <FormField label="Layout">
            <Select
              options={[
                { value: "array", label: "One array" },
                { value: "lines", label: "One object a line (NDJSON)" },
              ]}
              value={draft.layout}
              onValueChange={(layout) => onDraftChange({ layout: layout as ExportDraft["layout"] })}
            />
          </FormField>
        )}
        {draft.format === "csv" && (
          <div className="flex items-center gap-2 sm:pt-6">
            <Checkbox
              id="export-byte-order-mark"
              checked={draft.byte_order_mark}
              onCheckedChange={(isOn) => onDraftChange({ byte_order_mark: isOn })}
            />
            <label htmlFor="export-byte-order-mark" className="text-sm">
              Opens in Excel with its accents right
            </label>
          </div>
        )}
      </div>
    </>
  );
}

/** As the list shows them, unless someone wants to choose. */
function ColumnFields({ draft, shownColumns, onDraftChange }: ExportFieldsProps) {
  const [isChoosing, setIsChoosing] = useState(false);
  // Chosen ones keep their place; the others follow in the usual order.
  const [offered] = useState(() => [
    ...shownColumns,
    ...columnNames.filter((name) => !shownColumns.includes(name)),
  ]);
  const choose = (columns: readonly ExportColumn[]) =>
    onDraftChange({ columns: offered.filter((name) => columns.includes(name)) });
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-medium">Columns</legend>
      <RadioGroup
        aria-label="Columns"
        value={isChoosing ? "chosen" : "shown"}
        onValueChange={(choice) => {
          setIsChoosing(choice === "chosen");
          if (choice === "shown") choose(shownColumns);
        }}
      >
        <RadioItem value="shown" label="As shown in the list" hint={names(shownColumns)} />
        <RadioItem value="chosen" label="Choose columns" />
      </RadioGroup>
      {isChoosing && (
        <div className="mt-3 grid gap-2 rounded-md border p-3">
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => choose(offered)}>
              All {offered.length}
            </Button>
            <Button size="sm" onClick={() => choose([])}>
              None
            </Button>
          </div>
          <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
            {offered.map((name) => (
              <div key={name} className="flex items-center gap-2">
                <Checkbox
                  id={`export-column-${name}`}
                  checked={draft.columns.includes(name)}
                  onCheckedChange={(isOn) =>
                    choose(isOn ? [...draft.columns, name] : draft.columns.filter((other) => other !== name))
                  }
                />
                <label htmlFor={`export-column-${name}`} className="text-sm">
                  {columnWords[name]}
                </label>
              </div>
            ))}
          </div>
          {draft.columns.length === 0 && (
            <p role="alert" className="text-xs text-danger-text">
              Choose at least one column.
            </p>
          )}
        </div>
      )}
    </fieldset>
  );
}

function names(columns: readonly ExportColumn[]): string {
  return columns.map((name) => columnWords[name]).join(", ");
}
