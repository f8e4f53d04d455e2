"use client";

import { Textarea } from "../ui/textarea";
import { FormField } from "./form-field";

export const REASON_MIN_LENGTH = 20;

export interface ReasonFieldProps {
  value: string;
  onValueChange: (value: string) => void;
  label?: string;
  hint?: string;
  error?: string | null;
  minLength?: number;
  maxLength?: number;
}

export function ReasonField({
  value,
  onValueChange,
  label = "Reason",
  hint = "Written to the audit log, where others will read it.",
  error,
  minLength = REASON_MIN_LENGTH,
  maxLength = 2000,
}: ReasonFieldProps) {
  return (
    <FormField
      label={label}
      hint={hint}
      error={error}
      isRequired
      counter={{ length: value.trim().length, min: minLength, max: maxLength }}
    >
      <Textarea value={value} rows={3} onChange={(event) => onValueChange(event.target.value)} />
    </FormField>
  );
}

export function isReasonLongEnough(reason: string, minLength = REASON_MIN_LENGTH): boolean {
  return reason.trim().length >= minLength;
}

/** What the reason still lacks, as a sentence; null when it is enough. */
export function reasonProblem(reason: string, minLength = REASON_MIN_LENGTH): string | null {
  return isReasonLongEnough(reason, minLength)
    ? null
    : `Write a reason of at least ${minLength} characters first.`;
}
