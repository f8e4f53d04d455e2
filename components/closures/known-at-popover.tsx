"use client";

import { useState } from "react";
import { FormField } from "../shared/form-field";
import type { LazyMenuContentProps } from "../shared/lazy-menu";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";

export interface KnownAtPopoverProps extends LazyMenuContentProps {
  /** ISO 8601; empty means the present instant. */
  value: string;
  onPick: (value: string) => void;
}

/** Late readings and reopenings correct the past; this shows what the page said then. */
export default function KnownAtPopover({ trigger, defaultOpen, value, onPick }: KnownAtPopoverProps) {
  const [isOpen, setIsOpen] = useState(defaultOpen);
  const [text, setText] = useState(() => toLocalText(value));
  const instant = new Date(text);
  const isAhead = instant.getTime() > Date.now();
  const pick = (next: string) => {
    onPick(next);
    setIsOpen(false);
  };
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent aria-label="As known at" className="w-92 max-w-[calc(100vw-1rem)]">
        <form
          className="grid gap-3 p-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (text && !isAhead) pick(instant.toISOString());
          }}
        >
          <FormField
            label="As known at"
            hint="Reopened tickets and late readings correct the past. This shows the figures as they stood at that moment, by this device's clock."
            error={isAhead ? "Choose a moment that is over." : null}
          >
            <Input type="datetime-local" value={text} onChange={(event) => setText(event.target.value)} />
          </FormField>
          <div className="flex flex-wrap justify-end gap-2">
            {value && (
              <Button size="sm" onClick={() => pick("")}>
                Show what is known now
              </Button>
            )}
            <Button
              type="submit"
              size="sm"
              variant="primary"
              disabled={Number.isNaN(instant.getTime()) || isAhead}
            >
              Show as known then
            </Button>
          </div>
        </form>
      </PopoverContent>
    </Popover>
  );
}

/** What a datetime-local field wants: the device's clock without a zone. */
function toLocalText(value: string): string {
  if (!value) return "";
  const date = new Date(value);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
