"use client";

import { Plus, X } from "lucide-react";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Input } from "../ui/input";
import type { TimeWindow } from "./sla-queries";
import { minutesOf } from "./week-view";

export interface WindowsEditorProps {
  /** Whose hours: "Monday", or a date. */
  label: string;
  windows: TimeWindow[];
  onWindowsChange: (windows: TimeWindow[]) => void;
}

const mostWindows = 12;

/** The open hours of a day; a day without any is closed. Midnight at its end is 24:00. */
export function WindowsEditor({ label, windows, onWindowsChange }: WindowsEditorProps) {
  const replace = (at: number, window: TimeWindow) => onWindowsChange(windows.with(at, window));
  const add = () => {
    const last = windows.at(-1)?.[1];
    const from = last && minutesOf(last) < 23 * 60 ? last : last ? null : "09:00";
    if (from) onWindowsChange([...windows, [from, last ? "24:00" : "17:00"]]);
  };
  return (
    <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-2">
      {windows.length === 0 && <span className="text-sm text-subtle-foreground">Closed</span>}
      {windows.map(([from, to], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a window has no name but its place
        <span key={at} className="inline-flex items-center gap-1">
          <TimeInput
            label={`${label}, opens (${at + 1})`}
            value={from}
            onValueChange={(value) => replace(at, [value, to])}
          />
          <span aria-hidden className="text-subtle-foreground">
            –
          </span>
          <TimeInput
            label={`${label}, closes (${at + 1})`}
            value={to}
            isInvalid={from >= to}
            onValueChange={(value) => replace(at, [from, value])}
          />
          <IconButton
            label={`Remove ${from} to ${to} on ${label}`}
            size="xs"
            onClick={() => onWindowsChange(windows.filter((_, other) => other !== at))}
          >
            <X aria-hidden />
          </IconButton>
        </span>
      ))}
      {windows.length < mostWindows && (
        <Button size="xs" variant="ghost" onClick={add} aria-label={`Add hours on ${label}`}>
          <Plus aria-hidden />
          Hours
        </Button>
      )}
    </div>
  );
}

interface TimeInputProps {
  label: string;
  value: string;
  isInvalid?: boolean;
  onValueChange: (value: string) => void;
}

// A field of type "time" knows no 24:00, which is how a day that never closes ends.
function TimeInput({ label, value, isInvalid, onValueChange }: TimeInputProps) {
  return (
    <Input
      aria-label={label}
      aria-invalid={isInvalid || !isTime(value) || undefined}
      value={value}
      inputMode="numeric"
      maxLength={5}
      placeholder="09:00"
      onChange={(event) => onValueChange(event.target.value)}
      onBlur={() => onValueChange(tidyTime(value))}
      className="tabular w-17 text-center"
    />
  );
}

export function isTime(value: string): boolean {
  return /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value);
}

/** "9" and "9.30" and "1730" as people type them. */
export function tidyTime(value: string): string {
  const found = value.trim().match(/^(\d{1,2})[:.h ]?(\d{2})?$/);
  if (!found) return value;
  return `${(found[1] ?? "").padStart(2, "0")}:${found[2] ?? "00"}`;
}
