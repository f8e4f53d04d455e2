"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import { datePresets, type FilterCondition, type FilterField, pastPresets } from "./filter-types";

export interface FilterDatesProps {
  field: FilterField;
  condition: FilterCondition | undefined;
  onChange: (condition: FilterCondition) => void;
  onDone: () => void;
}

/** Presets stay relative in the URL ("last_7_days"), so that a saved view is right tomorrow as well. */
export function FilterDates({ field, condition, onChange, onDone }: FilterDatesProps) {
  const [from, setFrom] = useState(() => boundary(condition, "after"));
  const [to, setTo] = useState(() => boundary(condition, "before"));
  const isReversed = from !== "" && to !== "" && from > to;

  const apply = () => {
    if (from && to) onChange({ field: field.id, operator: "between", values: [from, to] });
    else if (from) onChange({ field: field.id, operator: "after", values: [from] });
    else onChange({ field: field.id, operator: "before", values: to ? [to] : [] });
    onDone();
  };

  return (
    <>
      <ul className="p-1" aria-label="Presets">
        {(field.presets ?? pastPresets).map((preset) => {
          const words = datePresets[preset];
          const isPicked = condition?.operator === "within" && condition.values[0] === preset;
          return (
            <li key={preset}>
              <button
                type="button"
                aria-pressed={isPicked}
                onClick={() => {
                  onChange({ field: field.id, operator: "within", values: [preset] });
                  onDone();
                }}
                className="ring-inset-focus flex h-7 w-full items-center justify-between rounded-sm px-2 hover:bg-muted"
              >
                {words.charAt(0).toUpperCase() + words.slice(1)}
                <Check aria-hidden className={cn("size-3.5 text-primary-text", !isPicked && "invisible")} />
              </button>
            </li>
          );
        })}
      </ul>
      <form
        className="grid grid-cols-2 gap-2 border-t p-3"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <DayField label="From" value={from} onValueChange={setFrom} />
        <DayField label="To" value={to} onValueChange={setTo} />
        {isReversed && (
          <p role="alert" className="col-span-2 text-xs text-danger-text">
            “From” is after “to”.
          </p>
        )}
        <Button
          type="submit"
          variant="primary"
          size="sm"
          className="col-span-2"
          disabled={isReversed || !(from || to)}
        >
          Filter by these days
        </Button>
      </form>
    </>
  );
}

function DayField(props: { label: string; value: string; onValueChange: (value: string) => void }) {
  return (
    <Input
      type="date"
      aria-label={props.label}
      value={props.value}
      className="px-2"
      onChange={(event) => props.onValueChange(event.target.value)}
    />
  );
}

function boundary(condition: FilterCondition | undefined, side: "after" | "before"): string {
  if (condition?.operator === "between") return condition.values[side === "after" ? 0 : 1] ?? "";
  return condition?.operator === side ? (condition.values[0] ?? "") : "";
}
