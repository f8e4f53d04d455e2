"use client";

import { useRef } from "react";
import { NewTicketFiles } from "@/components/attachments/new-ticket-files";
import { uploadIdsOf, useUploadQueue } from "@/components/attachments/use-upload-queue";
import { FormField } from "@/components/shared/form-field";
import { takeHeldTyping } from "@/components/shared/held-typing";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { MultiCombobox } from "@/components/ui/combobox";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import { loadTags } from "../option-loaders";
import type { Viewer } from "../ticket-actions";
import type { TicketData } from "../ticket-queries";
import { createLimits, isWorthKeeping } from "./create-draft";
import { DeskFields, LinkFields, PriorityField, SensitiveField } from "./create-fields";
import { useCreateTicket } from "./use-create-ticket";

export interface CreateDialogProps {
  viewer: Viewer;
  followUpOf: TicketData | null;
  onClose: () => void;
}

/** A new ticket. Closing the dialog keeps what was typed; it is there again the next time. */
export default function CreateDialog({ viewer, followUpOf, onClose }: CreateDialogProps) {
  const form = useRef<HTMLFormElement>(null);
  const files = useUploadQueue(viewer.id, `create${followUpOf ? `.${followUpOf.id}` : ""}`);
  const { draft, change, discard, submit, touch, problemOf, failure, isSending } = useCreateTicket(
    viewer,
    followUpOf,
    () => {
      files.forget();
      onClose();
    },
  );
  const send = async () => {
    if (files.isBusy) return;
    const wrong = await submit(uploadIdsOf(files.files));
    if (wrong) form.current?.querySelector<HTMLElement>(`#create-${wrong}`)?.focus();
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={followUpOf ? `Follow-up to #${followUpOf.number}` : "New ticket"}
        className="sm:max-w-2xl max-sm:top-0 max-sm:h-dvh max-sm:max-h-dvh max-sm:w-full max-sm:rounded-none"
      >
        <form
          ref={form}
          noValidate
          className="contents"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
              event.currentTarget.requestSubmit();
          }}
        >
          <DialogBody className="grid content-start gap-4">
            <FormField
              label="Title"
              isRequired
              error={problemOf("title")}
              counter={{ length: draft.title.trim().length, ...createLimits.title }}
            >
              <Input
                id="create-title"
                value={draft.title}
                placeholder="What is wrong, in one line"
                onFocus={() => {
                  const typed = takeHeldTyping("create").replaceAll("\n", " ");
                  if (typed) change({ title: draft.title + typed });
                }}
                onChange={(event) => change({ title: event.target.value })}
                onBlur={() => draft.title && touch("title")}
              />
            </FormField>
            <FormField
              label="Description"
              isRequired
              error={problemOf("description")}
              counter={{ length: draft.description.trim().length, ...createLimits.description }}
            >
              <Textarea
                id="create-description"
                className="min-h-28"
                value={draft.description}
                placeholder="What happened, since when, and what was expected"
                onChange={(event) => change({ description: event.target.value })}
                onBlur={() => draft.description && touch("description")}
              />
            </FormField>
            <PriorityField draft={draft} onChange={change} isStaff={viewer.is_staff} />
            {viewer.is_staff && (
              <>
                <LinkFields draft={draft} onChange={change} error={problemOf("linked")} />
                <FormField label="Tags" isRequired={false}>
                  <MultiCombobox
                    label="Tags"
                    placeholder="Find or type a tag"
                    loadOptions={loadTags}
                    value={draft.tags.map((tag) => ({ value: tag, label: tag }))}
                    onValueChange={(options) => change({ tags: options.map(({ value }) => value) })}
                  />
                </FormField>
                <DeskFields draft={draft} onChange={change} />
                <SensitiveField draft={draft} onChange={change} />
              </>
            )}
            <NewTicketFiles queue={files} />
          </DialogBody>
          {failure && (
            <Alert tone="danger" className="mx-5 mb-3 shrink-0">
              {failure} What you typed is kept.
            </Alert>
          )}
          <DialogFooter>
            {(isWorthKeeping(draft) || files.files.length > 0) && (
              <Button
                variant="ghost"
                className="mr-auto"
                onClick={() => {
                  for (const { key } of files.files) files.remove(key);
                  discard();
                }}
              >
                Start over
              </Button>
            )}
            <Button variant="ghost" onClick={onClose}>
              Close, keep draft
            </Button>
            <Button type="submit" variant="primary" disabled={files.isBusy} isLoading={isSending}>
              Create ticket
              <Kbd keys="mod+enter" className="hidden sm:inline-flex" />
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
