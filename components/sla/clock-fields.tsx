"use client";

import type { SlaClock } from "@/lib/sla/schema";
import { FormField } from "../shared/form-field";
import { statusVisual } from "../shared/ticket-visuals";
import { MultiCombobox } from "../ui/combobox";
import { Select } from "../ui/select";
import { DurationField } from "./duration-field";
import type { Calendar, PolicyDraft } from "./sla-queries";
import { clockNames, type PauseStatus, pauseStatuses } from "./sla-words";

const everyHour = "every-hour";
const fieldsOf = {
  first_response: {
    minutes: "response_time_minutes",
    calendar: "response_calendar_id",
    pauses: "response_pauses",
    hint: "From the creation to the first public answer.",
  },
  next_response: {
    minutes: "next_response_time_minutes",
    calendar: "next_response_calendar_id",
    pauses: "next_response_pauses",
    hint: "From each further question of the requester to its answer. Left empty, there is no such clock.",
  },
  resolution: {
    minutes: "resolution_time_minutes",
    calendar: "resolution_calendar_id",
    pauses: "resolution_pauses",
    hint: "From the creation to the resolution.",
  },
} as const;
const statusOptions = pauseStatuses.map((status) => ({ value: status, label: statusVisual(status).label }));

export interface ClockFieldsProps {
  clock: SlaClock;
  draft: PolicyDraft;
  calendars: Calendar[];
  error: string | undefined;
  onChange: (change: Partial<PolicyDraft>) => void;
}

/** One clock of a policy: how long, by which hours, and where it rests. */
export function ClockFields({ clock, draft, calendars, error, onChange }: ClockFieldsProps) {
  const fields = fieldsOf[clock];
  const name = clockNames[clock];
  const isOptional = clock === "next_response";
  const isOff = draft[fields.minutes] === null && isOptional;
  return (
    <fieldset className="grid min-w-0 content-start gap-3 rounded-md border p-3">
      <legend className="px-1 text-sm font-semibold">{name}</legend>
      <p className="-mt-1 text-xs text-muted-foreground">{fields.hint}</p>
      <FormField label="Within" error={error}>
        <DurationField
          label={`${name} within`}
          isOptional={isOptional}
          minutes={draft[fields.minutes]}
          onMinutesChange={(minutes) => onChange({ [fields.minutes]: minutes })}
        />
      </FormField>
      {!isOff && (
        <>
          <FormField label="Time counts">
            <Select
              value={draft[fields.calendar] ?? everyHour}
              onValueChange={(value) => onChange({ [fields.calendar]: value === everyHour ? null : value })}
              options={[
                { value: everyHour, label: "Every hour of every day" },
                ...calendars.map(({ id, name: label, time_zone }) => ({
                  value: id,
                  label,
                  hint: time_zone.replaceAll("_", " "),
                })),
              ]}
            />
          </FormField>
          <FormField label="Pauses in">
            <MultiCombobox
              label={`${name} pauses in`}
              placeholder="No status"
              options={statusOptions}
              value={statusOptions.filter(({ value }) => draft[fields.pauses].includes(value))}
              onValueChange={(options) =>
                onChange({ [fields.pauses]: options.map(({ value }) => value as PauseStatus) })
              }
            />
          </FormField>
        </>
      )}
    </fieldset>
  );
}
