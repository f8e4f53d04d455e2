"use client";

import { Check } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { cn } from "./cn";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "./command";

export interface ComboboxOption {
  value: string;
  label: string;
  icon?: ReactNode;
  /** Second, quieter text; also searched. */
  hint?: string;
  /** Further words it is found by. */
  keywords?: string;
  group?: string;
  isDisabled?: boolean;
}

export interface ComboboxListProps {
  /** The whole list, or the start of it when `loadOptions` answers the rest. */
  options?: ComboboxOption[];
  /** Asked after each pause in typing; the signal aborts when the next letter is typed. */
  loadOptions?: (query: string, signal: AbortSignal) => Promise<ComboboxOption[]>;
  values: string[];
  isMultiple?: boolean;
  onPick: (option: ComboboxOption) => void;
  label: string;
  placeholder?: string;
  emptyText?: string;
  header?: ReactNode;
  /** Gives what was typed before the field had the focus; a line end in it picks what the letters found. */
  takeTyped?: () => string;
}

/** The searchable list inside a combobox, filter chip or menu, without the popover around it. */
export function ComboboxList({
  options = [],
  loadOptions,
  values,
  isMultiple = false,
  onPick,
  label,
  placeholder = "Search",
  emptyText = "Nothing matches.",
  header,
  takeTyped,
}: ComboboxListProps) {
  const [query, setQuery] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const [isPickWanted, setIsPickWanted] = useState(false);
  const takeOver = () => {
    const [words = "", ...lines] = takeTyped?.().split("\n") ?? [];
    if (words) setQuery((before) => before + words);
    if (words && lines.length > 0) setIsPickWanted(true);
  };
  useEffect(() => {
    if (!isPickWanted) return;
    const enter = { key: "Enter", bubbles: true, cancelable: true };
    const timer = setTimeout(() => input.current?.dispatchEvent(new KeyboardEvent("keydown", enter)));
    return () => clearTimeout(timer);
  }, [isPickWanted]);
  const { found, isLoading, hasFailed } = useOptionSearch(query, options, loadOptions);
  const [active, setActive] = useState("");
  const firstFound = found[0]?.value ?? "";
  // cmdk marks the first row only of what it filters itself; answers of the server come later.
  useEffect(() => setActive(firstFound), [firstFound]);
  const groups = Map.groupBy(found, (option) => option.group ?? "");

  return (
    <Command
      label={label}
      shouldFilter={!loadOptions}
      filter={scoreWords}
      loop
      value={active}
      onValueChange={setActive}
    >
      <CommandInput
        ref={input}
        onFocus={takeOver}
        value={query}
        onValueChange={setQuery}
        placeholder={placeholder}
        isLoading={isLoading}
        aria-label={label}
      />
      {header}
      <CommandList label={label} aria-multiselectable={isMultiple || undefined}>
        {hasFailed ? (
          <p role="alert" className="px-3 py-6 text-center text-sm text-danger-text">
            The search did not answer. Type again to retry.
          </p>
        ) : (
          <CommandEmpty>{isLoading ? "Searching…" : emptyText}</CommandEmpty>
        )}
        {Array.from(groups, ([group, members]) => (
          <CommandGroup key={group} heading={group || undefined}>
            {members.map((option) => (
              <ComboboxItem
                key={option.value}
                option={option}
                isMultiple={isMultiple}
                isPicked={values.includes(option.value)}
                onPick={onPick}
              />
            ))}
          </CommandGroup>
        ))}
      </CommandList>
    </Command>
  );
}

interface ComboboxItemProps {
  option: ComboboxOption;
  isMultiple: boolean;
  isPicked: boolean;
  onPick: (option: ComboboxOption) => void;
}

function ComboboxItem({ option, isMultiple, isPicked, onPick }: ComboboxItemProps) {
  return (
    <CommandItem
      value={option.value}
      keywords={[option.label, option.hint ?? "", option.keywords ?? ""]}
      disabled={option.isDisabled}
      onSelect={() => onPick(option)}
      data-picked={isPicked}
    >
      {isMultiple && (
        <span
          aria-hidden
          className={cn(
            "grid size-4 shrink-0 place-items-center rounded-xs border border-control",
            isPicked && "border-primary bg-primary text-primary-foreground",
          )}
        >
          {isPicked && <Check strokeWidth={3} className="size-3" />}
        </span>
      )}
      {option.icon}
      <span className="min-w-0 flex-1 truncate">{option.label}</span>
      {option.hint && <span className="max-w-1/2 truncate text-xs text-muted-foreground">{option.hint}</span>}
      {isPicked && <span className="sr-only">, chosen</span>}
      {isPicked && !isMultiple && <Check aria-hidden className="text-primary-text!" />}
    </CommandItem>
  );
}

// cmdk's fuzzy score finds "kolkata" in "North Dakota"; whole parts of words are what people expect.
function scoreWords(_value: string, query: string, keywords: string[] = []): number {
  const text = keywords.join(" ").toLowerCase();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => text.includes(word))) return 0;
  return text.startsWith(words[0] ?? "") ? 1 : 0.5;
}

const TYPING_PAUSE_MS = 140;

function useOptionSearch(
  query: string,
  options: ComboboxOption[],
  loadOptions: ComboboxListProps["loadOptions"],
) {
  const [answer, setAnswer] = useState<{ query: string; options: ComboboxOption[]; hasFailed: boolean }>();
  // Callers pass inline functions; only a new query may start a search.
  const load = useRef(loadOptions);
  load.current = loadOptions;

  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          const found = await load.current?.(query, controller.signal);
          if (found && !controller.signal.aborted) setAnswer({ query, options: found, hasFailed: false });
        } catch {
          if (!controller.signal.aborted) setAnswer({ query, options: [], hasFailed: true });
        }
      },
      query ? TYPING_PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);

  if (!loadOptions) return { found: options, isLoading: false, hasFailed: false };
  return {
    found: answer?.options ?? options,
    isLoading: answer?.query !== query,
    hasFailed: answer?.query === query && answer.hasFailed,
  };
}
