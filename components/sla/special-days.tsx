"use client";

import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import type { CalendarDraft } from "./sla-queries";
import { WindowsEditor } from "./windows-editor";

interface SpecialDaysProps {
  draft: CalendarDraft;
  onChange: (change: Partial<CalendarDraft>) => void;
}

/** Dates on which nothing counts. */
export function Holidays({ draft, onChange }: SpecialDaysProps) {
  const { holidays } = draft;
  const set = (next: CalendarDraft["holidays"]) => onChange({ holidays: next });
  return (
    <DayList
      title="Holidays"
      hint="Closed all day, whatever the week or an exception says."
      addLabel="Add holiday"
      onAdd={() => set([...holidays, { date: "", name: "" }])}
    >
      {holidays.map((holiday, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being written has no name yet
        <li key={at} className="flex flex-wrap items-center gap-2">
          <Input
            type="date"
            aria-label={`Date of holiday ${at + 1}`}
            value={holiday.date}
            onChange={(event) => set(holidays.with(at, { ...holiday, date: event.target.value }))}
            className="w-40"
          />
          <Input
            aria-label={`Name of holiday ${at + 1}`}
            placeholder="Name"
            maxLength={80}
            value={holiday.name}
            onChange={(event) => set(holidays.with(at, { ...holiday, name: event.target.value }))}
            className="w-48 flex-1"
          />
          <IconButton
            label={`Remove holiday ${holiday.name || holiday.date || at + 1}`}
            size="xs"
            onClick={() => set(holidays.filter((_, other) => other !== at))}
          >
            <X aria-hidden />
          </IconButton>
        </li>
      ))}
    </DayList>
  );
}

const kinds = [
  { value: "open", label: "Open only at" },
  { value: "closed", label: "Closed at" },
];

/** Dates with hours of their own. */
export function Exceptions({ draft, onChange }: SpecialDaysProps) {
  const { exceptions } = draft;
  const set = (next: CalendarDraft["exceptions"]) => onChange({ exceptions: next });
  return (
    <DayList
      title="Exceptions"
      hint="Other hours on one date: open only at these hours, or closed at these."
      addLabel="Add exception"
      onAdd={() => set([...exceptions, { date: "", name: "", kind: "open", windows: [["09:00", "13:00"]] }])}
    >
      {exceptions.map((exception, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being written has no name yet
        <li key={at} className="grid gap-2 rounded-md border p-2">
          <div className="flex flex-wrap items-center gap-2">
            <Input
              type="date"
              aria-label={`Date of exception ${at + 1}`}
              value={exception.date}
              onChange={(event) => set(exceptions.with(at, { ...exception, date: event.target.value }))}
              className="w-40"
            />
            <Select
              aria-label={`Kind of exception ${at + 1}`}
              value={exception.kind}
              onValueChange={(kind) =>
                set(exceptions.with(at, { ...exception, kind: kind as "open" | "closed" }))
              }
              options={kinds}
              className="w-36"
            />
            <Input
              aria-label={`Name of exception ${at + 1}`}
              placeholder="Name"
              maxLength={80}
              value={exception.name}
              onChange={(event) => set(exceptions.with(at, { ...exception, name: event.target.value }))}
              className="w-32 flex-1"
            />
            <IconButton
              label={`Remove exception ${exception.name || exception.date || at + 1}`}
              size="xs"
              onClick={() => set(exceptions.filter((_, other) => other !== at))}
            >
              <X aria-hidden />
            </IconButton>
          </div>
          <WindowsEditor
            label={exception.date || `exception ${at + 1}`}
            windows={exception.windows}
            onWindowsChange={(windows) => set(exceptions.with(at, { ...exception, windows }))}
          />
        </li>
      ))}
    </DayList>
  );
}

interface DayListProps {
  title: string;
  hint: string;
  addLabel: string;
  onAdd: () => void;
  children: ReactNode;
}

function DayList({ title, hint, addLabel, onAdd, children }: DayListProps) {
  return (
    <section aria-label={title} className="grid content-start gap-2">
      <div>
        <h3 className="text-sm font-medium">{title}</h3>
        <p className="text-xs text-muted-foreground">{hint}</p>
      </div>
      <ul className="grid gap-2">{children}</ul>
      <Button size="sm" className="w-fit" onClick={onAdd}>
        <Plus aria-hidden />
        {addLabel}
      </Button>
    </section>
  );
}
