"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormField } from "@/components/shared/form-field";
import { ReasonField, reasonProblem } from "@/components/shared/reason-field";
import { Alert } from "@/components/ui/alert";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/platform/api-client";
import { roleName } from "@/lib/platform/role-name";
import type { ticketsApi } from "@/lib/tickets/api";
import { minimumReasonLength, type TicketStatus } from "@/lib/tickets/status";
import { sendOnTop } from "../edit-conflict";
import { policyFor, slaPoliciesQuery, type TicketData } from "../ticket-queries";
import { useTicketChange } from "../use-ticket-change";
import { DialogForm } from "./dialog-form";
import type { TicketDialogProps } from "./dialog-ticket";

export type MoveName = "escalate" | "resolve" | "close" | "reopen";

interface MoveWords {
  status: TicketStatus;
  title: string;
  submit: string;
  done: string;
}

const moves: Record<MoveName, MoveWords> = {
  escalate: { status: "ESCALATED", title: "Escalate", submit: "Escalate ticket", done: "escalated" },
  resolve: { status: "RESOLVED", title: "Resolve", submit: "Resolve ticket", done: "resolved" },
  close: { status: "CLOSED", title: "Close for good", submit: "Close ticket", done: "closed" },
  reopen: { status: "REOPENED", title: "Reopen", submit: "Reopen ticket", done: "reopened" },
};
const maximumSummaryLength = 5000;

export interface MoveDialogProps extends TicketDialogProps {
  move: MoveName;
}

/** The moves that ask for words: why it is escalated, closed or reopened, and what was done to resolve it. */
export default function MoveDialog({ ticket, viewer, move, onClose }: MoveDialogProps) {
  const [text, setText] = useState(move === "resolve" ? (ticket.resolution_summary ?? "") : "");
  const change = useTicketChange();
  const { status, title, submit, done } = moves[move];
  const allowed = ticket.moves.find((candidate) => candidate.to === status);
  const requires = allowed?.requires ?? [];
  const isRequired = requires.length > 0;
  const refusal = ticket.status === status ? `It is ${done} already.` : allowed?.refused_because;

  const send = async () => {
    await change({
      ticket,
      optimistic: { status },
      send: () => sendMove(ticket, move, text.trim()),
      failure: null,
    });
    toast.success(`#${ticket.number} is ${done}`);
  };

  return (
    <DialogForm
      title={title}
      ticket={ticket}
      submitLabel={submit}
      tone={move === "close" ? "danger" : "primary"}
      problem={problemOf(move, text, isRequired)}
      refusal={refusal}
      onSubmit={send}
      onClose={onClose}
    >
      {move === "escalate" && viewer.is_staff && <NextInChain ticket={ticket} />}
      {move === "close" && (
        <Alert tone="warning">
          A closed ticket cannot be reopened. If the matter comes up again, a follow-up ticket is linked to
          it.
        </Alert>
      )}
      {move === "resolve" ? (
        <FormField
          label="What was done?"
          hint="The requester reads this. It stays on the ticket as its resolution."
          isRequired
          counter={{ length: text.trim().length, min: minimumReasonLength, max: maximumSummaryLength }}
        >
          <Textarea rows={5} value={text} onChange={(event) => setText(event.target.value)} />
        </FormField>
      ) : (
        <ReasonField
          label={isRequired ? "Reason" : "Reason, if there is one to tell"}
          value={text}
          onValueChange={setText}
          minLength={isRequired ? minimumReasonLength : 0}
        />
      )}
    </DialogForm>
  );
}

function problemOf(move: MoveName, text: string, isRequired: boolean): string | null {
  const length = text.trim().length;
  if (length > maximumSummaryLength) return `Shorten the text to ${maximumSummaryLength} characters first.`;
  if (!isRequired) return null;
  if (move !== "resolve") return reasonProblem(text);
  return length < minimumReasonLength
    ? `Write what was done in at least ${minimumReasonLength} characters first.`
    : null;
}

function sendMove(ticket: TicketData, move: MoveName, text: string) {
  const params = { id: ticket.id };
  if (move === "escalate") {
    return call<typeof ticketsApi.escalate>("POST", "/tickets/{id}/escalate", {
      params,
      body: { reason: text },
    });
  }
  const said = move === "resolve" ? { resolution_summary: text } : { reason: text || undefined };
  return sendOnTop(ticket, (version) =>
    call<typeof ticketsApi.transition>("POST", "/tickets/{id}/transition", {
      params,
      body: { status: moves[move].status, version, ...said },
    }),
  );
}

/** Who is asked next, before one says why. */
function NextInChain({ ticket }: { ticket: TicketData }) {
  const { data: policies } = useQuery(slaPoliciesQuery());
  const chain = policyFor(policies, ticket)?.escalation_chain;
  if (!chain) return null;
  const next = chain[ticket.sla_escalation_level + 1];
  return (
    <p className="text-sm text-muted-foreground">
      {next ? (
        <>
          It goes to the <strong className="font-medium text-foreground">{roleName(next)}</strong> queue,
          level {ticket.sla_escalation_level + 1} of {chain.length - 1}, without an owner.
        </>
      ) : (
        "It is at the end of its chain: the owner stays, and the status says it is escalated."
      )}
    </p>
  );
}
