"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { ComboboxList } from "@/components/ui/combobox-list";
import { IconButton } from "@/components/ui/icon-button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { loadTags } from "../option-loaders";
import type { TicketData } from "../ticket-queries";
import { FieldConflictPanel } from "./field-conflict";
import { useFieldEdit } from "./use-field-edit";

const maximumTags = 20;

export function TagsEditor({ ticket }: { ticket: TicketData }) {
  const [isOpen, setIsOpen] = useState(false);
  const [wanted, setWanted] = useState<string[]>([]);
  const { save, keepMine, dismiss, conflict, error } = useFieldEdit(ticket);
  const canEdit = !ticket.refusals.edit;

  const change = (tags: string[]) => {
    setWanted(tags);
    void save({ tags });
  };
  const toggle = (tag: string) =>
    change(ticket.tags.includes(tag) ? ticket.tags.filter((other) => other !== tag) : [...ticket.tags, tag]);

  return (
    <div>
      <ul className="flex flex-wrap items-center gap-1">
        {ticket.tags.map((tag) => (
          <li key={tag}>
            <Badge tone="outline" className="group/tag pr-1 pointer-coarse:h-10">
              {tag}
              {canEdit && (
                <button
                  type="button"
                  aria-label={`Remove tag ${tag}`}
                  onClick={() => toggle(tag)}
                  className="grid size-4 place-items-center rounded-xs text-subtle-foreground hover:bg-muted hover:text-foreground"
                >
                  <X aria-hidden className="size-3" />
                </button>
              )}
            </Badge>
          </li>
        ))}
        {ticket.tags.length === 0 && !canEdit && <li className="text-subtle-foreground">None</li>}
        {canEdit && ticket.tags.length < maximumTags && (
          <li>
            <Popover open={isOpen} onOpenChange={setIsOpen}>
              <PopoverTrigger asChild>
                <IconButton label="Add or remove tags" size="xs">
                  <Plus aria-hidden />
                </IconButton>
              </PopoverTrigger>
              <PopoverContent aria-label="Tags" className="w-60">
                <ComboboxList
                  label="Tags"
                  isMultiple
                  loadOptions={loadTags}
                  values={ticket.tags}
                  onPick={(option) => toggle(option.value)}
                  placeholder="Find or type a tag"
                />
              </PopoverContent>
            </Popover>
          </li>
        )}
      </ul>
      {error && (
        <p role="alert" className="mt-1 text-xs text-danger-text">
          {error}
        </p>
      )}
      {conflict && (
        <FieldConflictPanel
          conflict={conflict}
          onKeepMine={() => void keepMine({ tags: wanted })}
          onTakeTheirs={dismiss}
        />
      )}
    </div>
  );
}
