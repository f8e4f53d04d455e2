"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { ApiError, call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import { ticketAddress } from "../list-position";
import type { Viewer } from "../ticket-actions";
import { failureText, type TicketData } from "../ticket-queries";
import {
  type CreateDraft,
  type CreateField,
  type CreateProblems,
  checkDraft,
  emptyCreateDraft,
  readCreateDraft,
  toInput,
  writeCreateDraft,
} from "./create-draft";

const fieldOfInput: Record<string, CreateField> = {
  title: "title",
  description: "description",
  linked_id: "linked",
  linked_type: "linked",
};

/** The form of a new ticket: its draft, what is wrong with it, and the sending. */
export function useCreateTicket(viewer: Viewer, followUpOf: TicketData | null, onClose: () => void) {
  const router = useRouter();
  const { draft, change, discard, forget } = useStoredDraft(viewer, followUpOf);
  const [touched, setTouched] = useState<ReadonlySet<CreateField>>(new Set());
  const [refused, setRefused] = useState<CreateProblems>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const attempt = useRef({ body: "", key: "" });
  const problems = checkDraft(draft);

  /** The first field that is wrong, or null when the ticket is on its way. */
  const submit = async (uploadIds: string[] = []): Promise<CreateField | null> => {
    const [first] = Object.keys(problems) as CreateField[];
    setTouched(new Set(["title", "description", "linked"]));
    if (first || isSending) return first ?? null;
    setIsSending(true);
    setFailure(null);
    const body = { ...toInput(draft, viewer.is_staff, followUpOf?.id ?? null), upload_ids: uploadIds };
    // The same text sent twice after a lost answer is one ticket, another text is another.
    const text = JSON.stringify(body);
    if (attempt.current.body !== text)
      attempt.current = { body: text, key: `${Date.now()}-${Math.random()}` };
    try {
      const idempotencyKey = attempt.current.key;
      const { data } = await call<typeof ticketsApi.create>("POST", "/tickets", { body, idempotencyKey });
      forget();
      announceCreated(data, (href) => router.push(href, { scroll: false }));
      onClose();
    } catch (error) {
      setRefused(refusedFields(error));
      setFailure(failureText(error));
      setIsSending(false);
    }
    return null;
  };

  return {
    draft,
    submit,
    failure,
    isSending,
    change: (changes: Partial<CreateDraft>) => {
      setRefused({});
      change(changes);
    },
    discard: () => {
      setTouched(new Set());
      discard();
    },
    touch: (field: CreateField) => setTouched((before) => new Set([...before, field])),
    problemOf: (field: CreateField) => refused[field] ?? (touched.has(field) ? problems[field] : undefined),
  };
}

/** What was typed, also after closing the dialog or reloading the page. */
function useStoredDraft(viewer: Viewer, followUpOf: TicketData | null) {
  const name = `docket.draft.${viewer.id}.create${followUpOf ? `.${followUpOf.id}` : ""}`;
  const [draft, setDraft] = useState(() => readCreateDraft(name) ?? initialDraft(followUpOf));
  const forget = () => writeCreateDraft(name, emptyCreateDraft);
  return {
    draft,
    forget,
    change: (changes: Partial<CreateDraft>) => {
      const next = { ...draft, ...changes };
      setDraft(next);
      writeCreateDraft(name, next);
    },
    discard: () => {
      forget();
      setDraft(initialDraft(followUpOf));
    },
  };
}

function announceCreated(ticket: { number: number; title: string }, open: (href: string) => void): void {
  toast.success(`#${ticket.number} was created`, {
    description: ticket.title,
    action: { label: "Open", onClick: () => open(ticketAddress(ticket.number)) },
  });
}

function initialDraft(followUpOf: TicketData | null): CreateDraft {
  if (!followUpOf) return emptyCreateDraft;
  const { linked_type, linked_id, requester, franchise } = followUpOf;
  return {
    ...emptyCreateDraft,
    title: `Follow-up: ${followUpOf.title}`.slice(0, 200),
    priority: followUpOf.priority,
    tags: followUpOf.tags,
    linkedType: linked_id ? linked_type : null,
    linked: linked_id ? { value: linked_id, label: followUpOf.linked_entity?.label ?? linked_id } : null,
    requester: requester && { value: requester.id, label: requester.name },
    franchise: franchise && { value: franchise.id, label: franchise.name },
    isSensitive: followUpOf.is_sensitive,
  };
}

function refusedFields(error: unknown): CreateProblems {
  const issues = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return Object.fromEntries(
    issues.flatMap(({ field, message }) => {
      const known = fieldOfInput[field];
      return known ? [[known, message]] : [];
    }),
  );
}
