"use client";

import { FormField } from "../shared/form-field";
import { Select } from "../ui/select";
import type { ChangePreferences, PreferencesData } from "./settings-page";
import { TimeField } from "./time-field";

interface SummaryFieldsProps {
  preferences: PreferencesData;
  onChange: ChangePreferences;
}

const digestOptions = [
  { value: "off", label: "At once, one by one", hint: "the default" },
  { value: "hourly", label: "Every full hour" },
  { value: "daily", label: "Once a day" },
];

export function SummaryFields({ preferences, onChange }: SummaryFieldsProps) {
  return (
    <>
      <FormField label="E-mail comes">
        <Select
          options={digestOptions}
          value={preferences.digest}
          onValueChange={(digest) => onChange({ digest: digest as PreferencesData["digest"] })}
        />
      </FormField>
      {preferences.digest === "daily" && (
        <FormField label="At">
          <TimeField value={preferences.digest_at} onChange={(digest_at) => onChange({ digest_at })} />
        </FormField>
      )}
    </>
  );
}
