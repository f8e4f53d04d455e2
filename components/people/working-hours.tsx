"use client";

import { type FormEvent, useId, useState } from "react";
import type { UpdateMeInput } from "@/lib/people/schema";
import { FormField } from "../shared/form-field";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Label } from "../ui/label";
import { Switch } from "../ui/switch";
import { toast } from "../ui/toast";
import { type FieldErrors, fieldErrors } from "./field-errors";
import { type OwnFieldsProps, saveMe } from "./save-me";

export function WorkingHours({ person, onSaved }: OwnFieldsProps) {
  const switchId = useId();
  const [starts, setStarts] = useState(person.shift_starts_at ?? "");
  const [ends, setEnds] = useState(person.shift_ends_at ?? "");
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const isUnchanged = starts === (person.shift_starts_at ?? "") && ends === (person.shift_ends_at ?? "");

  const save = async (change: UpdateMeInput, done: string) => {
    setIsBusy(true);
    setErrors({});
    try {
      onSaved(await saveMe(change));
      toast.success(done);
    } catch (error) {
      setErrors(fieldErrors(error, ["shift_starts_at", "shift_ends_at"]));
    }
    setIsBusy(false);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save({ shift_starts_at: starts || null, shift_ends_at: ends || null }, "Shift saved");
  };

  return (
    <>
      <div className="flex items-center gap-3">
        <Switch
          id={switchId}
          checked={person.is_available}
          disabled={isBusy}
          onCheckedChange={(isAvailable) =>
            save({ is_available: isAvailable }, isAvailable ? "You are available" : "You are away")
          }
        />
        <Label htmlFor={switchId}>Available for new tickets</Label>
      </div>
      <form onSubmit={submit} className="grid gap-3">
        <div className="grid grid-cols-2 gap-3">
          <FormField label="Shift starts" isRequired={false} error={errors.shift_starts_at}>
            <Input type="time" value={starts} onChange={(event) => setStarts(event.target.value)} />
          </FormField>
          <FormField label="Shift ends" isRequired={false} error={errors.shift_ends_at}>
            <Input type="time" value={ends} onChange={(event) => setEnds(event.target.value)} />
          </FormField>
        </div>
        <p className="text-xs text-muted-foreground">
          In the organization's time zone, {person.organization.time_zone.replaceAll("_", " ")}. A shift may
          cross midnight; empty means no fixed shift.
        </p>
        {errors.form && (
          <p role="alert" className="text-xs text-danger-text">
            {errors.form}
          </p>
        )}
        <Button type="submit" className="justify-self-start" isLoading={isBusy} disabled={isUnchanged}>
          Save shift
        </Button>
      </form>
    </>
  );
}
