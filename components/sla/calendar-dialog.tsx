"use client";

import { type FormEvent, useState } from "react";
import { FormField } from "../shared/form-field";
import { TimeZoneSelect } from "../shared/time-zone-select";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { calendarProblem } from "./calendar-draft";
import { RuleDialogFooter } from "./rule-dialog-footer";
import { type CalendarDraft, messageOf } from "./sla-queries";
import { weekdayNames, weekdays } from "./sla-words";
import { Exceptions, Holidays } from "./special-days";
import { WeekView, weekWords } from "./week-view";
import { WindowsEditor } from "./windows-editor";

export interface CalendarDialogProps {
  title: string;
  initial: CalendarDraft;
  submitLabel: string;
  effect: string;
  onSubmit: (draft: CalendarDraft) => Promise<void> | void;
  onTry?: (draft: CalendarDraft) => void;
  onClose: () => void;
}

/** Zone, week, holidays and exceptions, with the week drawn as it is written. */
export function CalendarDialog(props: CalendarDialogProps) {
  const { title, initial, submitLabel, effect, onSubmit, onTry, onClose } = props;
  const [draft, setDraft] = useState(initial);
  const [isBusy, setIsBusy] = useState(false);
  const [isChecked, setIsChecked] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (changes: Partial<CalendarDraft>) => setDraft((old) => ({ ...old, ...changes }));
  const problem = calendarProblem(draft);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    setFailure(null);
    if (problem || isBusy) return;
    setIsBusy(true);
    try {
      await onSubmit(draft);
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
      setIsBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={title} description={effect} width="lg">
        <form onSubmit={submit} className="contents" noValidate>
          <DialogBody className="grid content-start gap-5">
            <div className="grid gap-4 sm:grid-cols-2">
              <FormField label="Name" isRequired>
                <Input
                  value={draft.name}
                  maxLength={80}
                  placeholder="Office hours Berlin"
                  onChange={(event) => change({ name: event.target.value })}
                />
              </FormField>
              <FormField label="Time zone">
                <TimeZoneSelect
                  value={draft.time_zone}
                  onValueChange={(time_zone) => change({ time_zone })}
                />
              </FormField>
            </div>
            <section aria-label="Week" className="grid gap-3">
              <div className="flex items-baseline justify-between gap-2">
                <h3 className="text-sm font-medium">Week</h3>
                <span className="tabular text-xs text-muted-foreground">{weekWords(draft.hours)}</span>
              </div>
              <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
                <WeekEditor draft={draft} onChange={change} />
                <WeekView hours={draft.hours} />
              </div>
            </section>
            <div className="grid gap-5 lg:grid-cols-2">
              <Holidays draft={draft} onChange={change} />
              <Exceptions draft={draft} onChange={change} />
            </div>
            {(failure || (isChecked && problem)) && <Alert tone="danger">{failure ?? problem}</Alert>}
          </DialogBody>
          <RuleDialogFooter
            submitLabel={submitLabel}
            isBusy={isBusy}
            isTryable={problem === null}
            onTry={onTry && (() => onTry(draft))}
            onClose={onClose}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface WeekEditorProps {
  draft: CalendarDraft;
  onChange: (change: Partial<CalendarDraft>) => void;
}

function WeekEditor({ draft, onChange }: WeekEditorProps) {
  const monday = draft.hours.mon ?? [];
  const copyMonday = () => {
    const { tue: _tue, wed: _wed, thu: _thu, fri: _fri, ...rest } = draft.hours;
    onChange({ hours: { ...rest, tue: monday, wed: monday, thu: monday, fri: monday } });
  };
  return (
    <div className="grid content-start gap-1.5">
      {weekdays.map((day) => (
        <div key={day} className="flex min-h-8 items-start gap-2">
          <span className="w-22 shrink-0 pt-1.5 text-sm">{weekdayNames[day]}</span>
          <WindowsEditor
            label={weekdayNames[day]}
            windows={draft.hours[day] ?? []}
            onWindowsChange={(windows) => onChange({ hours: { ...draft.hours, [day]: windows } })}
          />
        </div>
      ))}
      <Button size="xs" variant="ghost" className="w-fit" onClick={copyMonday}>
        Same hours Monday to Friday
      </Button>
    </div>
  );
}
