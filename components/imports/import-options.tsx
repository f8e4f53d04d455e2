"use client";

import { useMemo } from "react";
import { FormField } from "../shared/form-field";
import { Combobox } from "../ui/combobox";
import { Input } from "../ui/input";
import { RadioGroup, RadioItem } from "../ui/radio-group";
import { Select } from "../ui/select";
import type { ImportDetailData, MappingData } from "./import-queries";
import { delimiterWords, encodingWords, priorityNames, sentence, statusNames } from "./import-words";

export type FormatWishes = Partial<Pick<ImportDetailData["format"], "encoding" | "delimiter" | "has_header">>;

export interface ImportOptionsProps {
  job: ImportDetailData;
  mapping: MappingData;
  organizationZone: string;
  errors: Record<string, string>;
  onMapping: (fields: Partial<MappingData>) => void;
  onFormat: (wishes: FormatWishes) => void;
  onDuplicate: (choice: ImportDetailData["on_duplicate"]) => void;
}

const organizationDefault = "organization";

export function ImportOptions({
  job,
  mapping,
  organizationZone,
  errors,
  onMapping,
  onFormat,
  onDuplicate,
}: ImportOptionsProps) {
  return (
    <div className="grid gap-6 rounded-lg border bg-surface p-4 lg:grid-cols-3">
      <div className="grid content-start gap-5">
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-sm font-medium">A row is</legend>
          <RadioGroup
            aria-label="A row is"
            value={mapping.shape}
            onValueChange={(shape) => onMapping({ shape: shape as MappingData["shape"] })}
          >
            <RadioItem value="rows" label="One ticket" />
            <RadioItem
              value="events"
              label="One event of a ticket"
              hint="Rows of the same id become one ticket with its history."
            />
          </RadioGroup>
          {errors["mapping.shape"] && (
            <p role="alert" className="text-xs text-danger-text">
              {errors["mapping.shape"]}
            </p>
          )}
        </fieldset>
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-sm font-medium">When an id is there already</legend>
          <RadioGroup
            aria-label="When an id is there already"
            value={job.on_duplicate}
            onValueChange={(choice) => onDuplicate(choice as ImportDetailData["on_duplicate"])}
          >
            <RadioItem value="skip" label="Skip the row" hint="The ticket stays as it is." />
            <RadioItem
              value="update"
              label="Update the ticket"
              hint="Values of the file replace its own; empty ones do not."
            />
            <RadioItem value="fail" label="Stop the import" hint="What was read before stays." />
          </RadioGroup>
        </fieldset>
      </div>
      <TicketOptions
        mapping={mapping}
        organizationZone={organizationZone}
        errors={errors}
        onMapping={onMapping}
      />
      <FileOptions job={job} mapping={mapping} onMapping={onMapping} onFormat={onFormat} />
    </div>
  );
}

type TicketOptionsProps = Pick<ImportOptionsProps, "mapping" | "organizationZone" | "errors" | "onMapping">;

function TicketOptions({ mapping, organizationZone, errors, onMapping }: TicketOptionsProps) {
  const zones = useMemo(() => zoneOptions(organizationZone), [organizationZone]);
  const zone = mapping.time_zone ?? organizationDefault;
  return (
    <div className="grid content-start gap-4">
      <FormField
        label="Name of the source"
        hint="Shown with each ticket. Ids are unique within a source."
        error={errors["mapping.source"]}
      >
        <Input
          value={mapping.source}
          maxLength={50}
          onChange={(event) => onMapping({ source: event.target.value.toLowerCase() })}
        />
      </FormField>
      <FormField
        label="Titles for rows without one"
        hint="Columns in braces, for instance {number} · {category}."
        isRequired={false}
      >
        <Input
          value={mapping.title_template ?? ""}
          maxLength={300}
          onChange={(event) => onMapping({ title_template: event.target.value || null })}
        />
      </FormField>
      <FormField label="Zone of times that name none" error={errors["mapping.time_zone"]}>
        <Combobox
          label="Zone of times that name none"
          options={zones}
          value={zones.find((option) => option.value === zone) ?? { value: zone, label: zone }}
          onValueChange={(option) =>
            option && onMapping({ time_zone: option.value === organizationDefault ? null : option.value })
          }
        />
      </FormField>
    </div>
  );
}

type FileOptionsProps = Pick<ImportOptionsProps, "job" | "mapping" | "onMapping" | "onFormat">;

function FileOptions({ job, mapping, onMapping, onFormat }: FileOptionsProps) {
  const { format } = job;
  return (
    <div className="grid content-start gap-4 sm:grid-cols-2 lg:grid-cols-2">
      <FormField label="Status if none">
        <Select
          options={statusNames.map(option)}
          value={mapping.default_status}
          onValueChange={(status) => onMapping({ default_status: status as MappingData["default_status"] })}
        />
      </FormField>
      <FormField label="Priority if none">
        <Select
          options={priorityNames.map(option)}
          value={mapping.default_priority}
          onValueChange={(priority) =>
            onMapping({ default_priority: priority as MappingData["default_priority"] })
          }
        />
      </FormField>
      <FormField label="Encoding" className="sm:col-span-2">
        <Select
          options={entries(encodingWords)}
          value={format.encoding}
          onValueChange={(encoding) => onFormat({ encoding: encoding as FormatWishes["encoding"] })}
        />
      </FormField>
      {format.kind === "csv" && (
        <>
          <FormField label="Delimiter">
            <Select
              options={entries(delimiterWords)}
              value={format.delimiter}
              onValueChange={(delimiter) => onFormat({ delimiter: delimiter as FormatWishes["delimiter"] })}
            />
          </FormField>
          <FormField label="First row">
            <Select
              options={[
                { value: "names", label: "Column names" },
                { value: "data", label: "Data" },
              ]}
              value={format.has_header ? "names" : "data"}
              onValueChange={(row) => onFormat({ has_header: row === "names" })}
            />
          </FormField>
          <FormField label="Rows with too few values" className="sm:col-span-2">
            <Select
              options={[
                { value: "reject", label: "Refuse them" },
                { value: "pad", label: "Take the rest as empty" },
              ]}
              value={mapping.short_rows}
              onValueChange={(choice) => onMapping({ short_rows: choice as MappingData["short_rows"] })}
            />
          </FormField>
        </>
      )}
    </div>
  );
}

function option(value: string) {
  return { value, label: sentence(value) };
}

function entries(words: Record<string, string>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function zoneOptions(organizationZone: string) {
  return [
    { value: organizationDefault, label: `The organization's (${organizationZone})` },
    ...["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({
      value: zone,
      label: zone.replaceAll("_", " "),
    })),
  ];
}
