"use client";

import { useId } from "react";
import { type WebhookEvent, webhookEventWords } from "@/lib/webhooks/event-words";
import { Choice } from "../shared/choice";

export interface EventsPickerProps {
  value: string[];
  onValueChange: (events: string[]) => void;
  includesInternal: boolean;
  onIncludesInternalChange: (includes: boolean) => void;
  error: string | undefined;
}

const entries = Object.entries(webhookEventWords) as [WebhookEvent, string][];
const noteEvent: WebhookEvent = "ticket.note_added";

export function EventsPicker({
  value,
  onValueChange,
  includesInternal,
  onIncludesInternalChange,
  error,
}: EventsPickerProps) {
  const errorId = useId();
  const isAll = value.includes("*");
  const toggle = (name: string, isOn: boolean) =>
    onValueChange(isOn ? [...value, name] : value.filter((other) => other !== name));
  return (
    <fieldset className="grid gap-2" aria-describedby={error ? errorId : undefined}>
      <legend className="mb-1.5 text-sm font-medium">Events</legend>
      <Choice
        label="Everything that happens"
        hint="Also what later versions of Docket add."
        isOn={isAll}
        onChange={(isOn) => onValueChange(isOn ? ["*"] : [])}
      />
      <div className="grid gap-2 rounded-md border p-3">
        {entries.map(([name, words]) => {
          const isLocked = isAll || (name === noteEvent && !includesInternal);
          return (
            <Choice
              key={name}
              label={words}
              code={name}
              isOn={(isAll || value.includes(name)) && (name !== noteEvent || includesInternal)}
              isDisabled={isLocked}
              onChange={(isOn) => toggle(name, isOn)}
            />
          );
        })}
      </div>
      <Choice
        label="Include internal notes and reasons"
        hint="They then leave the desk. Sensitive tickets are never described, whatever you choose."
        isOn={includesInternal}
        onChange={(isOn) => {
          onIncludesInternalChange(isOn);
          if (!isOn) onValueChange(value.filter((name) => name !== noteEvent));
        }}
      />
      {error && (
        <p id={errorId} role="alert" className="text-xs text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}
