"use client";

import { useState } from "react";
import { Input } from "../ui/input";
import { Select } from "../ui/select";

const units = [
  { value: "1", label: "minutes" },
  { value: "60", label: "hours" },
  { value: "1440", label: "days of 24 h" },
];

export interface DurationFieldProps {
  /** What it measures, for both controls. */
  label: string;
  minutes: number | null;
  onMinutesChange: (minutes: number | null) => void;
  /** Null is a value of its own and not a mistake. */
  isOptional?: boolean;
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

/** A span in the largest unit that shows it without a fraction. */
export function DurationField(props: DurationFieldProps) {
  const { label, minutes, onMinutesChange, isOptional = false, id, ...described } = props;
  const [unit, setUnit] = useState(() => unitOf(minutes));
  const [text, setText] = useState(minutes === null ? "" : String(minutes / unit));

  const change = (nextText: string, nextUnit: number) => {
    setText(nextText);
    setUnit(nextUnit);
    const amount = Number(nextText.replace(",", "."));
    const isNumber = nextText.trim() !== "" && Number.isFinite(amount) && amount > 0;
    onMinutesChange(isNumber ? Math.round(amount * nextUnit) : null);
  };
  return (
    <div className="flex gap-1.5">
      <Input
        {...described}
        id={id}
        aria-label={id ? undefined : label}
        inputMode="decimal"
        value={text}
        placeholder={isOptional ? "None" : undefined}
        onChange={(event) => change(event.target.value, unit)}
        className="tabular w-20 shrink-0"
      />
      <Select
        aria-label={`Unit of ${label.toLowerCase()}`}
        value={String(unit)}
        onValueChange={(value) => change(text, Number(value))}
        options={units}
        className="min-w-28"
      />
    </div>
  );
}

function unitOf(minutes: number | null): number {
  if (minutes === null || minutes % 60 !== 0) return minutes === null ? 60 : 1;
  return minutes % 1440 === 0 && minutes >= 2 * 1440 ? 1440 : 60;
}
