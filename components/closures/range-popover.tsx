"use client";

import { useState } from "react";
import type { LazyMenuContentProps } from "../shared/lazy-menu";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Label } from "../ui/label";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { addDays, countDays, longestRangeDays, weekdayOf } from "./closure-days";

type Range = { from: string; to: string };

export interface RangePopoverProps extends LazyMenuContentProps, Range {
  today: string;
  onPick: (range: Range) => void;
}

export default function RangePopover({ trigger, defaultOpen, from, to, today, onPick }: RangePopoverProps) {
  const [isOpen, setIsOpen] = useState(defaultOpen);
  const pick = (range: Range) => {
    onPick(range);
    setIsOpen(false);
  };
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent aria-label="Days" className="w-76">
        <ul aria-label="Presets" className="grid grid-cols-2 gap-px p-1">
          {presets(today).map(({ label, ...range }) => (
            <li key={label}>
              <button
                type="button"
                aria-pressed={range.from === from && range.to === to}
                onClick={() => pick(range)}
                className="ring-inset-focus flex h-7 w-full items-center rounded-sm px-2 hover:bg-muted aria-pressed:bg-selected aria-pressed:text-primary-text"
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
        <RangeForm key={`${from} ${to}`} from={from} to={to} today={today} onPick={pick} />
      </PopoverContent>
    </Popover>
  );
}

function RangeForm({ today, onPick, ...initial }: Omit<RangePopoverProps, keyof LazyMenuContentProps>) {
  const [from, setFrom] = useState(initial.from);
  const [to, setTo] = useState(initial.to);
  const problem =
    from && to && from > to
      ? "“From” is after “to”."
      : from && to && countDays(from, to) > longestRangeDays
        ? `Choose at most ${longestRangeDays.toLocaleString("en-GB")} days.`
        : null;
  return (
    <form
      className="grid grid-cols-2 gap-2 border-t p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (from && to && !problem) onPick({ from, to });
      }}
    >
      <Label htmlFor="range-from">From</Label>
      <Label htmlFor="range-to">To</Label>
      <Input
        id="range-from"
        type="date"
        className="px-2"
        value={from}
        max={today}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Input
        id="range-to"
        type="date"
        className="px-2"
        value={to}
        max={today}
        onChange={(event) => setTo(event.target.value)}
      />
      {problem && (
        <p role="alert" className="col-span-2 text-xs text-danger-text">
          {problem}
        </p>
      )}
      <Button
        type="submit"
        variant="primary"
        size="sm"
        className="col-span-2"
        disabled={!from || !to || problem !== null}
      >
        Show these days
      </Button>
    </form>
  );
}

function presets(today: string): (Range & { label: string })[] {
  const monday = addDays(today, -weekdayOf(today));
  const monthStart = `${today.slice(0, 8)}01`;
  const lastMonthEnd = addDays(monthStart, -1);
  return [
    { label: "This week", from: monday, to: today },
    { label: "Last week", from: addDays(monday, -7), to: addDays(monday, -1) },
    { label: "This month", from: monthStart, to: today },
    { label: "Last month", from: `${lastMonthEnd.slice(0, 8)}01`, to: lastMonthEnd },
    { label: "Last 90 days", from: addDays(today, -89), to: today },
    { label: "Last 365 days", from: addDays(today, -364), to: today },
  ];
}
