"use client";

import { type KeyboardEvent, useRef, useState } from "react";

interface ListOption {
  value: string;
  label: string;
  isDisabled?: boolean;
}

export interface ListKeysOptions {
  options: ListOption[];
  value: string | undefined;
  onPick: (value: string) => void;
  onLeave: () => void;
}

const TYPEAHEAD_MS = 700;

/** Arrows, Home, End, typed letters, Enter and Space in a list whose container holds the focus. */
export function useListKeys({ options, value, onPick, onLeave }: ListKeysOptions) {
  const enabled = options.filter((option) => !option.isDisabled);
  const [chosen, setActive] = useState(value);
  const typed = useRef({ text: "", at: 0 });
  const index = enabled.findIndex((option) => option.value === chosen);
  const active = enabled[Math.max(0, index)]?.value;

  const findTyped = (letter: string) => {
    const isFresh = Date.now() - typed.current.at > TYPEAHEAD_MS;
    typed.current = { text: (isFresh ? "" : typed.current.text) + letter.toLowerCase(), at: Date.now() };
    const { text } = typed.current;
    // One letter again and again walks through the options that start with it.
    const from = text.length > 1 ? Math.max(0, index) : index + 1;
    const inOrder = [...enabled.slice(from), ...enabled.slice(0, from)];
    return inOrder.find((option) => option.label.toLowerCase().startsWith(text))?.value;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const last = enabled.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, index + 1),
      ArrowUp: Math.max(0, index - 1),
      Home: 0,
      End: last,
    };
    const move = moves[event.key];
    if (event.key === "Tab") return onLeave();
    if (move !== undefined) setActive(enabled[move]?.value);
    else if ((event.key === "Enter" || event.key === " ") && active !== undefined) onPick(active);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const found = findTyped(event.key);
      if (found !== undefined) setActive(found);
    } else return;
    event.preventDefault();
  };

  return { active, setActive, onKeyDown };
}
