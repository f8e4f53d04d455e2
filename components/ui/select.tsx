"use client";

import { Check, ChevronDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { cn } from "./cn";
import { fieldStyles } from "./input";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";
import { useListKeys } from "./use-list-keys";

export interface SelectOption {
  value: string;
  label: string;
  icon?: ReactNode;
  hint?: string;
  isDisabled?: boolean;
}

export interface SelectProps {
  options: SelectOption[];
  value: string | undefined;
  onValueChange: (value: string) => void;
  placeholder?: string;
  id?: string;
  /** Also posts the value with a form. */
  name?: string;
  isDisabled?: boolean;
  className?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

/** A listbox on a popover: Radix's own hides the page behind it from screen readers but not from Tab. */
export function Select(props: SelectProps) {
  const {
    options,
    value,
    onValueChange,
    placeholder = "Choose",
    name,
    isDisabled,
    className,
    ...trigger
  } = props;
  const [isOpen, setIsOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);

  const openByKey = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setIsOpen(true);
  };

  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger
        {...trigger}
        role="combobox"
        aria-haspopup="listbox"
        disabled={isDisabled}
        onKeyDown={openByKey}
        className={cn(fieldStyles, "flex h-8 items-center justify-between gap-2 px-2.5 text-left", className)}
      >
        <span className={cn("flex min-w-0 items-center gap-2", !chosen && "text-subtle-foreground")}>
          {chosen?.icon}
          <span className="truncate">{chosen?.label ?? placeholder}</span>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-subtle-foreground" />
      </PopoverTrigger>
      {name && <input type="hidden" name={name} value={value ?? ""} />}
      <SelectList
        label={props["aria-label"]}
        options={options}
        value={value}
        onPick={(picked) => {
          onValueChange(picked);
          setIsOpen(false);
        }}
        onLeave={() => setIsOpen(false)}
      />
    </Popover>
  );
}

interface SelectListProps extends Pick<SelectProps, "options" | "value"> {
  label?: string;
  onPick: (value: string) => void;
  onLeave: () => void;
}

function SelectList({ options, value, label = "Options", onPick, onLeave }: SelectListProps) {
  const id = useId();
  const { active, setActive, onKeyDown } = useListKeys({ options, value, onPick, onLeave });

  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  return (
    <PopoverContent
      role="listbox"
      aria-label={label}
      aria-activedescendant={`${id}-${active}`}
      onKeyDown={onKeyDown}
      onOpenAutoFocus={() => setActive(value)}
      className="max-h-(--radix-popover-content-available-height) w-auto min-w-(--radix-popover-trigger-width) scroll-slim overflow-y-auto p-1"
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the listbox keeps the focus and names its active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys
        <div
          key={option.value}
          id={`${id}-${option.value}`}
          role="option"
          aria-selected={option.value === value}
          aria-disabled={option.isDisabled}
          data-active={option.value === active}
          onPointerMove={() => !option.isDisabled && setActive(option.value)}
          onClick={() => !option.isDisabled && onPick(option.value)}
          className="flex min-h-7 items-center gap-2 rounded-sm px-2 py-1 select-none aria-disabled:opacity-50 data-[active=true]:bg-muted"
        >
          {option.icon}
          <span className="min-w-0 flex-1">
            {option.label}
            {option.hint && <span className="block text-xs text-muted-foreground">{option.hint}</span>}
          </span>
          <Check
            aria-hidden
            className={cn("size-3.5 text-primary-text", option.value !== value && "invisible")}
          />
        </div>
      ))}
    </PopoverContent>
  );
}
