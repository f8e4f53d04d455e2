"use client";

import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { cn } from "./cn";
import { ComboboxList, type ComboboxListProps, type ComboboxOption } from "./combobox-list";
import { fieldStyles } from "./input";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

interface ComboboxBaseProps
  extends Pick<ComboboxListProps, "options" | "loadOptions" | "emptyText" | "label"> {
  placeholder?: string;
  searchPlaceholder?: string;
  id?: string;
  isDisabled?: boolean;
  className?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

export interface ComboboxProps extends ComboboxBaseProps {
  /** The chosen option itself, so that its label shows before any search. */
  value: ComboboxOption | null;
  onValueChange: (value: ComboboxOption | null) => void;
  isClearable?: boolean;
}

export function Combobox({ value, onValueChange, isClearable = false, ...props }: ComboboxProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="relative">
      <ComboboxFrame
        {...props}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        values={value ? [value.value] : []}
        summary={
          value && (
            <span className="flex min-w-0 items-center gap-2">
              {value.icon}
              <span className="truncate">{value.label}</span>
            </span>
          )
        }
        onPick={(option) => {
          onValueChange(option);
          setIsOpen(false);
        }}
      />
      {isClearable && value && !props.isDisabled && (
        <button
          type="button"
          aria-label={`Clear ${props.label}`}
          onClick={() => onValueChange(null)}
          className="absolute top-1.5 right-7 grid size-5 place-items-center rounded-xs text-subtle-foreground hover:bg-muted hover:text-foreground"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}

export interface MultiComboboxProps extends ComboboxBaseProps {
  value: ComboboxOption[];
  onValueChange: (value: ComboboxOption[]) => void;
}

export function MultiCombobox({ value, onValueChange, ...props }: MultiComboboxProps) {
  const [isOpen, setIsOpen] = useState(false);
  const without = (option: ComboboxOption) => value.filter((picked) => picked.value !== option.value);
  return (
    <div className="grid gap-1.5">
      <ComboboxFrame
        {...props}
        isMultiple
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        values={value.map((option) => option.value)}
        summary={value.length > 0 && `${value.length} chosen`}
        onPick={(option) => {
          const rest = without(option);
          onValueChange(rest.length < value.length ? rest : [...value, option]);
        }}
      />
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {value.map((option) => (
            <li
              key={option.value}
              className="inline-flex h-6 max-w-full items-center gap-1 rounded-xs bg-muted pointer-coarse:h-10 pr-0.5 pl-1.5 text-xs"
            >
              <span className="truncate">{option.label}</span>
              <button
                type="button"
                aria-label={`Remove ${option.label}`}
                disabled={props.isDisabled}
                onClick={() => onValueChange(without(option))}
                className="grid size-5 place-items-center rounded-xs text-subtle-foreground hover:bg-hover hover:text-foreground"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ComboboxFrameProps extends ComboboxBaseProps, Pick<ComboboxListProps, "values" | "onPick"> {
  isMultiple?: boolean;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  summary: React.ReactNode;
}

function ComboboxFrame(props: ComboboxFrameProps) {
  const { placeholder = "Choose", searchPlaceholder, isOpen, onOpenChange, summary, className } = props;
  return (
    <Popover open={isOpen} onOpenChange={onOpenChange}>
      <PopoverTrigger
        id={props.id}
        role="combobox"
        aria-expanded={isOpen}
        aria-label={props.id ? undefined : props.label}
        aria-describedby={props["aria-describedby"]}
        aria-invalid={props["aria-invalid"]}
        aria-required={props["aria-required"]}
        disabled={props.isDisabled}
        className={cn(fieldStyles, "flex h-8 items-center justify-between gap-2 px-2.5 text-left", className)}
      >
        {summary || <span className="truncate text-subtle-foreground">{placeholder}</span>}
        <ChevronDown aria-hidden className="size-4 shrink-0 text-subtle-foreground" />
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-60" aria-label={props.label}>
        <ComboboxList
          options={props.options}
          loadOptions={props.loadOptions}
          values={props.values}
          isMultiple={props.isMultiple}
          onPick={props.onPick}
          label={props.label}
          placeholder={searchPlaceholder}
          emptyText={props.emptyText}
        />
      </PopoverContent>
    </Popover>
  );
}
