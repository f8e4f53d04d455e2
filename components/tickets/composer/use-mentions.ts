"use client";

import type { MentionOptions } from "@tiptap/extension-mention";
import { PluginKey } from "@tiptap/pm/state";
import { useMemo, useRef, useState } from "react";
import type { ComboboxOption } from "@/components/ui/combobox-list";
import { loadPeople } from "../option-loaders";
import type { MentionListHandle } from "./mention-list";

/** Escape reaches the drawer before the editor, so the list of people is closed through this. */
export const mentionKey = new PluginKey("mention");

type Suggestion = MentionOptions["suggestion"];
type Open = { people: ComboboxOption[]; isLoading: boolean; rect: DOMRect | null };

/** What the editor's "@" needs: a search of people and the state of the list that shows them. */
export function useMentions() {
  const [open, setOpen] = useState<Open | null>(null);
  const list = useRef<MentionListHandle>(null);
  const pick = useRef<(person: ComboboxOption) => void>(() => undefined);

  const suggestion = useMemo(
    (): Suggestion => ({
      pluginKey: mentionKey,
      items: ({ query, signal }) => loadPeople(query, signal),
      render: () => {
        const show = (
          props: Parameters<NonNullable<ReturnType<NonNullable<Suggestion["render"]>>["onStart"]>>[0],
        ) => {
          pick.current = (person) => props.command({ id: person.value, label: person.label });
          setOpen({
            people: props.items as ComboboxOption[],
            isLoading: false,
            rect: props.clientRect?.() ?? null,
          });
        };
        return {
          onBeforeStart: () => setOpen({ people: [], isLoading: true, rect: null }),
          onStart: show,
          onUpdate: show,
          onExit: () => setOpen(null),
          onKeyDown: ({ event }) => list.current?.onKeyDown(event) ?? false,
        };
      },
    }),
    [],
  );

  return { open, list, suggestion, pick: (person: ComboboxOption) => pick.current(person) };
}
