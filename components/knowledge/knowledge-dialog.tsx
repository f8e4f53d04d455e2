"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiUrl, send } from "@/lib/platform/api-client";
import { formatCount } from "../shared/format-time";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { RadioGroup, RadioItem } from "../ui/radio-group";
import { toast } from "../ui/toast";
import {
  DocumentFields,
  documentOptions,
  firstDocumentDraft,
  type MaskKind,
  maskedWords,
} from "./document-fields";
import type { KnowledgeRights } from "./knowledge-rights";
import { saveAnswer } from "./save-answer";

/** One ticket, or chosen ones as the list names them. */
export type KnowledgeSubject =
  | { kind: "ticket"; id: string; number: number }
  | { kind: "selection"; count: number; body: object };

export interface KnowledgeDialogProps {
  subject: KnowledgeSubject;
  rights: KnowledgeRights;
  onClose: () => void;
}

/** Tickets as markdown: what an assistant, a wiki or another desk can read. */
export default function KnowledgeDialog({ subject, rights, onClose }: KnowledgeDialogProps) {
  const [draft, setDraft] = useState(firstDocumentDraft);
  const [format, setFormat] = useState("md");
  const download = useMutation({
    mutationFn: async () => {
      const options = documentOptions(draft);
      const response =
        subject.kind === "ticket"
          ? await send(apiUrl("/knowledge/tickets/{id}", { id: subject.id }, options), {})
          : await send(apiUrl("/knowledge/selection"), {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify({ ...subject.body, ...options, format }),
            });
      await saveAnswer(response);
      return response.headers.get("x-masked");
    },
    onSuccess: (masked) => {
      toast.success("Downloaded", { description: masked ? maskedWords(readCounts(masked)) : undefined });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    download.mutate();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !download.isPending && onClose()}>
      <DialogContent title={`${nameOf(subject)} as markdown`} width="sm">
        <form onSubmit={submit} className="contents">
          <DialogBody className="grid content-start gap-5">
            {subject.kind === "selection" && (
              <fieldset>
                <legend className="mb-2 text-sm font-medium">Files</legend>
                <RadioGroup aria-label="Files" value={format} onValueChange={setFormat}>
                  <RadioItem value="md" label="One text" hint="Ticket after ticket, newest first" />
                  <RadioItem value="zip" label="An archive" hint="A file for every ticket" />
                </RadioGroup>
              </fieldset>
            )}
            <DocumentFields
              draft={draft}
              rights={rights}
              onDraftChange={(change) => setDraft((old) => ({ ...old, ...change }))}
            />
            <p className="text-sm text-muted-foreground">
              {subject.kind === "selection" && "Sensitive tickets are left out. "}
              The download is recorded in the audit log.
            </p>
            {download.error && (
              <p role="alert" className="text-sm text-danger-text">
                {download.error.message}
              </p>
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose} disabled={download.isPending}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={download.isPending}>
              Download {subject.kind === "ticket" ? "ticket" : nameOf(subject)}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function nameOf(subject: KnowledgeSubject): string {
  return subject.kind === "ticket"
    ? `#${subject.number}`
    : `${formatCount(subject.count)} ${subject.count === 1 ? "ticket" : "tickets"}`;
}

/** "secrets=1; cards=0; …" */
function readCounts(header: string): Record<MaskKind, number> {
  const counts = Object.fromEntries(
    header.split("; ").map((pair) => [pair.split("=")[0], Number(pair.split("=")[1])]),
  );
  return { secrets: 0, cards: 0, emails: 0, phones: 0, ...counts };
}
