"use client";

import { Pencil } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { ComboboxList, type ComboboxOption } from "@/components/ui/combobox-list";
import { IconButton } from "@/components/ui/icon-button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { TicketData } from "../ticket-queries";
import { FieldConflictPanel } from "./field-conflict";
import { type EditableFields, useFieldEdit } from "./use-field-edit";

/** What is sent, and what the ticket shows before the answer is there. */
export type Choice = { fields: EditableFields; shown: Partial<TicketData> };

export interface ChoiceEditorProps {
  ticket: TicketData;
  /** "franchise": ends "Change …" and "No …". */
  name: string;
  value: ComboboxOption | null;
  loadOptions: (search: string, signal: AbortSignal) => Promise<ComboboxOption[]>;
  placeholder: string;
  /** "edit": an external desk owns it, where the ticket comes from one. */
  action?: "update" | "edit";
  choose: (option: ComboboxOption | null) => Choice;
  children: ReactNode;
}

const nothing = "";

/** A fact of the ticket that is chosen from a search: shown, and changed beside it where the role may. */
export function ChoiceEditor(props: ChoiceEditorProps) {
  const { ticket, name, value, loadOptions, placeholder, choose, children } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [wanted, setWanted] = useState<ComboboxOption | null>(null);
  // A colleague may change it while the list is open; what counts is what one saw when opening it.
  const seen = useRef(ticket);
  const { save, keepMine, dismiss, conflict, error } = useFieldEdit(ticket);

  const pick = (option: ComboboxOption) => {
    setIsOpen(false);
    const picked = option.value === nothing ? null : option;
    setWanted(picked);
    const { fields, shown } = choose(picked);
    if (picked?.value !== value?.value) void save(fields, { seen: seen.current, shown });
  };
  const loadWithNothing = async (search: string, signal: AbortSignal) => {
    const found = await loadOptions(search, signal);
    return value && !search ? [{ value: nothing, label: `No ${name}` }, ...found] : found;
  };
  const nameOf = (id: unknown) =>
    [wanted, value].find((option) => option?.value === id)?.label ?? String(id ?? "none");

  return (
    <div>
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">{children}</div>
        {!ticket.refusals[props.action ?? "update"] && (
          <Popover
            open={isOpen}
            onOpenChange={(next) => {
              seen.current = ticket;
              setIsOpen(next);
            }}
          >
            <PopoverTrigger asChild>
              <IconButton label={`Change ${name}`} size="xs" className="-my-0.5">
                <Pencil aria-hidden />
              </IconButton>
            </PopoverTrigger>
            <PopoverContent aria-label={`Change ${name}`} align="end" className="w-72">
              <ComboboxList
                label={`Change ${name}`}
                loadOptions={loadWithNothing}
                values={value ? [value.value] : []}
                onPick={pick}
                placeholder={placeholder}
              />
            </PopoverContent>
          </Popover>
        )}
      </div>
      {error && (
        <p role="alert" className="mt-1 text-xs text-danger-text">
          {error}
        </p>
      )}
      {conflict && (
        <FieldConflictPanel
          conflict={conflict}
          inWords={nameOf}
          onKeepMine={() => {
            const { fields, shown } = choose(wanted);
            void keepMine(fields, shown);
          }}
          onTakeTheirs={dismiss}
        />
      )}
    </div>
  );
}
