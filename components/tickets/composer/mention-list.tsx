"use client";

import { useEffect, useImperativeHandle, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { ComboboxOption } from "@/components/ui/combobox-list";

export interface MentionListHandle {
  onKeyDown: (event: KeyboardEvent) => boolean;
}

export interface MentionListProps {
  people: ComboboxOption[];
  isLoading: boolean;
  /** Where the "@" stands. */
  rect: DOMRect | null;
  onPick: (person: ComboboxOption) => void;
  listId: string;
  onActiveChange: (optionId: string | null) => void;
  ref: React.Ref<MentionListHandle>;
}

const gapPx = 6;

/** People to mention, above the cursor: the composer stands at the bottom of the window. */
export function MentionList(props: MentionListProps) {
  const { people, isLoading, rect, onPick, listId, onActiveChange, ref } = props;
  const [index, setIndex] = useState(0);
  const active = people[Math.min(index, people.length - 1)];
  const activeId = active ? `${listId}-${active.value}` : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its first person
  useEffect(() => setIndex(0), [people]);
  useEffect(() => {
    onActiveChange(activeId);
    return () => onActiveChange(null);
  }, [activeId, onActiveChange]);

  useImperativeHandle(ref, () => ({
    onKeyDown: ({ key }) => {
      const count = people.length;
      if (count === 0) return false;
      if (key === "ArrowDown") setIndex((old) => (old + 1) % count);
      else if (key === "ArrowUp") setIndex((old) => (old + count - 1) % count);
      else if ((key === "Enter" || key === "Tab") && active) onPick(active);
      else return false;
      return true;
    },
  }));

  if (!rect) return null;
  return (
    <div
      id={listId}
      role="listbox"
      aria-label="People to mention"
      className="fixed z-50 w-64 rounded-md bg-popover p-1 text-sm shadow-overlay"
      style={{
        left: Math.max(8, Math.min(rect.left, window.innerWidth - 264)),
        bottom: window.innerHeight - rect.top + gapPx,
      }}
    >
      {people.map((person) => (
        <div
          key={person.value}
          id={`${listId}-${person.value}`}
          role="option"
          aria-selected={person === active}
          tabIndex={-1}
          // The click must not take the focus out of the text.
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(person);
          }}
          className={cn("flex min-h-8 items-center gap-2 rounded-sm px-2", person === active && "bg-muted")}
        >
          <Avatar name={person.label} seed={person.value} />
          <span className="min-w-0 flex-1 truncate">{person.label}</span>
          <span className="text-xs text-muted-foreground">{person.hint}</span>
        </div>
      ))}
      {people.length === 0 && (
        <p className="px-2 py-2 text-muted-foreground">{isLoading ? "Searching…" : "Nobody by that name."}</p>
      )}
    </div>
  );
}
