"use client";

import { useId } from "react";
import { FormField } from "../shared/form-field";
import { Input } from "../ui/input";
import { Label } from "../ui/label";
import { Switch } from "../ui/switch";
import type { FieldErrors } from "./field-errors";
import type { PersonDraft } from "./person-dialog";

export interface PersonAvailabilityFieldsProps {
  draft: PersonDraft;
  errors: FieldErrors;
  onChange: (change: Partial<PersonDraft>) => void;
}

export function PersonAvailabilityFields({ draft, errors, onChange }: PersonAvailabilityFieldsProps) {
  const switchId = useId();
  return (
    <>
      <div className="flex items-center gap-3">
        <Switch
          id={switchId}
          checked={draft.is_available}
          onCheckedChange={(isAvailable) => onChange({ is_available: isAvailable })}
        />
        <Label htmlFor={switchId}>Available for new tickets</Label>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <FormField label="Shift starts" isRequired={false} error={errors.shift_starts_at}>
          <Input
            type="time"
            value={draft.shift_starts_at}
            onChange={(event) => onChange({ shift_starts_at: event.target.value })}
          />
        </FormField>
        <FormField label="Shift ends" isRequired={false} error={errors.shift_ends_at}>
          <Input
            type="time"
            value={draft.shift_ends_at}
            onChange={(event) => onChange({ shift_ends_at: event.target.value })}
          />
        </FormField>
      </div>
    </>
  );
}
