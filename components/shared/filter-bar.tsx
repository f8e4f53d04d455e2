"use client";

import { ListFilter, Search, X } from "lucide-react";
import { lazy, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Kbd } from "../ui/kbd";
import {
  conditionWords,
  type FilterCondition,
  type FilterField,
  type FilterValue,
  withCondition,
} from "./filter-types";
import { LazyMenu } from "./lazy-menu";
import { useShortcuts } from "./use-shortcuts";

const loadPicker = () => import("./filter-picker");
const FilterPicker = lazy(loadPicker);

export interface FilterBarProps {
  fields: FilterField[];
  value: FilterValue;
  /** A search is reported after a pause in typing, everything else at once. */
  onValueChange: (value: FilterValue) => void;
  searchPlaceholder?: string;
  /** At the end of the bar: "Save view", a count. */
  children?: ReactNode;
  className?: string;
}

export function FilterBar({
  fields,
  value,
  onValueChange,
  searchPlaceholder = "Search",
  children,
  className,
}: FilterBarProps) {
  const change = (condition: FilterCondition) => onValueChange(withCondition(value, condition));
  return (
    <search
      aria-label="Filter"
      className={cn("flex shrink-0 flex-wrap items-center gap-1.5 border-b px-3 py-2 md:px-4", className)}
    >
      <SearchInput
        value={value.search}
        placeholder={searchPlaceholder}
        onValueChange={(search) => onValueChange({ ...value, search })}
      />
      {value.conditions.map((condition) => {
        const field = fields.find(({ id }) => id === condition.field);
        return field && <FilterChip key={field.id} field={field} condition={condition} onChange={change} />;
      })}
      <LazyMenu
        Content={FilterPicker}
        load={loadPicker}
        popup="dialog"
        contentProps={{ fields, conditions: value.conditions, onChange: change }}
        trigger={
          <Button variant="ghost" size="sm" className="px-2">
            <ListFilter aria-hidden />
            Filter
          </Button>
        }
      />
      {value.conditions.length > 0 && (
        <Button variant="ghost" size="sm" onClick={() => onValueChange({ search: "", conditions: [] })}>
          Clear
        </Button>
      )}
      {children && <div className="ml-auto flex items-center gap-1.5">{children}</div>}
    </search>
  );
}

interface FilterChipProps {
  field: FilterField;
  condition: FilterCondition;
  onChange: (condition: FilterCondition) => void;
}

function FilterChip({ field, condition, onChange }: FilterChipProps) {
  const [name, operator, values] = conditionWords(condition, field);
  const words = (
    <>
      <span className="shrink-0 text-muted-foreground">
        {name} {operator}
      </span>
      <span className="truncate font-medium">{values}</span>
    </>
  );
  return (
    <span className="inline-flex h-7 max-w-full min-w-0 items-center rounded-sm border pointer-coarse:h-10 border-border-strong bg-surface text-sm shadow-raised">
      {field.isGiven ? (
        <span className="flex h-full min-w-0 items-center gap-1 pr-1 pl-2">{words}</span>
      ) : (
        <LazyMenu
          Content={FilterPicker}
          load={loadPicker}
          popup="dialog"
          contentProps={{ fields: [field], conditions: [condition], onChange, fieldId: field.id }}
          trigger={
            <button
              type="button"
              className="ring-inset-focus flex h-full min-w-0 items-center gap-1 rounded-l-sm pr-1 pl-2 hover:bg-hover aria-expanded:bg-hover"
            >
              {words}
            </button>
          }
        />
      )}
      <button
        type="button"
        aria-label={`Remove filter ${name} ${operator} ${values}`}
        onClick={() => onChange({ ...condition, values: [] })}
        className="ring-inset-focus grid h-full w-6 shrink-0 place-items-center rounded-r-sm text-subtle-foreground hover:bg-hover hover:text-foreground"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

const TYPING_PAUSE_MS = 160;

interface SearchInputProps {
  value: string;
  placeholder: string;
  onValueChange: (value: string) => void;
}

function SearchInput({ value, placeholder, onValueChange }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const report = useRef(onValueChange);
  report.current = onValueChange;
  const reported = useRef(value);

  // The value may also change from outside: the back button, a view, "Clear".
  useEffect(() => {
    if (value === reported.current) return;
    reported.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    if (text === reported.current) return;
    const timer = setTimeout(() => {
      reported.current = text;
      report.current(text);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  useShortcuts("List", [{ keys: "/", label: "Search in the list", run: () => input.current?.focus() }]);

  return (
    <span className="relative flex h-7 min-w-40 pointer-coarse:h-10 flex-1 items-center sm:w-64 sm:flex-none">
      <Search aria-hidden className="pointer-events-none absolute left-2 size-3.5 text-subtle-foreground" />
      <input
        ref={input}
        type="search"
        aria-label={placeholder}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) leadToList(event.currentTarget);
          if (event.key !== "Escape") return;
          if (text) setText("");
          else event.currentTarget.blur();
          event.stopPropagation();
        }}
        className="peer size-full rounded-sm border border-border-strong bg-surface pr-7 pl-7 text-sm shadow-raised transition-colors duration-100 placeholder:text-subtle-foreground hover:border-control focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      {text ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => setText("")}
          className="absolute right-0.5 grid size-6 place-items-center rounded-xs text-subtle-foreground hover:bg-muted hover:text-foreground"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : (
        <Kbd
          keys="/"
          className="pointer-events-none absolute right-1 peer-focus-visible:hidden max-sm:hidden"
        />
      )}
    </span>
  );
}

/** From the words to what they found, where the list's own keys count. */
function leadToList(input: HTMLInputElement): void {
  const list = input.closest("main")?.querySelector<HTMLElement>("[role=grid]");
  if (list) list.focus();
  else input.blur();
}
