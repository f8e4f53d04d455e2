"use client";

import { useState } from "react";
import { SettingsSection } from "../people/settings-section";
import { FormField } from "../shared/form-field";
import { RelativeTime } from "../shared/relative-time";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import type { Connection } from "./sync-queries";
import { schedulePresets, scheduleWords } from "./sync-words";
import type { ConnectionDraft } from "./use-connection-draft";

type Name = keyof Connection["schedules"];
const names = Object.keys(scheduleWords) as Name[];
const never = "never";
const custom = "custom";

export interface ScheduleSectionProps {
  connection: Connection;
  draft: ConnectionDraft;
  /** The organization's, in which every schedule counts. */
  timeZone: string;
}

export function ScheduleSection({
  connection,
  draft: { draft, change, errors },
  timeZone,
}: ScheduleSectionProps) {
  return (
    <SettingsSection
      title="Schedule"
      description={`In the organization's time zone, ${timeZone.replaceAll("_", " ")}. Nothing runs while the connection is off.`}
    >
      {names.map((name) => (
        <ScheduleField
          key={name}
          name={name}
          value={draft.schedules[name]}
          next={draft.schedules[name] === connection.schedules[name] ? connection.next_runs[name] : undefined}
          error={errors[`schedules.${name}`]}
          onChange={(value) => change("schedules", { [name]: value })}
        />
      ))}
    </SettingsSection>
  );
}

interface ScheduleFieldProps {
  name: Name;
  value: string | null;
  /** When it is next due; undefined while the change is not saved. */
  next: string | null | undefined;
  error?: string;
  onChange: (value: string | null) => void;
}

function ScheduleField({ name, value, next, error, onChange }: ScheduleFieldProps) {
  const { label, hint } = scheduleWords[name];
  const presets = schedulePresets[name];
  const [isCustom, setIsCustom] = useState(value !== null && !presets.some(([cron]) => cron === value));
  const choose = (chosen: string) => {
    setIsCustom(chosen === custom);
    if (chosen !== custom) onChange(chosen === never ? null : chosen);
  };
  return (
    <div className="grid gap-2">
      <FormField
        label={label}
        hint={
          <>
            {hint}
            {next && (
              <>
                {" "}
                Next <RelativeTime instant={next} />.
              </>
            )}
          </>
        }
        error={isCustom ? undefined : error}
      >
        <Select
          options={[
            ...presets.map(([cron, words]) => ({ value: cron, label: words })),
            { value: custom, label: "At other times…" },
            { value: never, label: "Never by itself" },
          ]}
          value={isCustom ? custom : (value ?? never)}
          onValueChange={choose}
        />
      </FormField>
      {isCustom && (
        <FormField
          label={`${label} as cron`}
          hint="Minute, hour, day of the month, month, day of the week: */30 7-19 * * 1-5 is every half hour on weekdays."
          error={error}
        >
          <Input
            value={value ?? ""}
            maxLength={100}
            spellCheck={false}
            className="font-mono"
            onChange={(event) => onChange(event.target.value)}
          />
        </FormField>
      )}
    </div>
  );
}
