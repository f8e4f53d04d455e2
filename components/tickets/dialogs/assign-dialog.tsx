"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormField } from "@/components/shared/form-field";
import { queueRoles } from "@/components/shared/queue-roles";
import { ReasonField, reasonProblem } from "@/components/shared/reason-field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/platform/api-client";
import { roleName } from "@/lib/platform/role-name";
import type { ticketsApi } from "@/lib/tickets/api";
import type { TicketData } from "../ticket-queries";
import { useTicketChange } from "../use-ticket-change";
import { CandidateList, type OwnerChoice } from "./candidate-list";
import { DialogForm } from "./dialog-form";
import type { TicketDialogProps } from "./dialog-ticket";
import { type Candidate, suggestOwner } from "./suggest-owner";

export function candidatesQuery(role: string) {
  return {
    queryKey: ["assignment-candidates", role],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const query = { role };
      return (await call<typeof ticketsApi.candidates>("GET", "/assignment-candidates", { query, signal }))
        .data;
    },
  };
}

/** A role, then one of its people, the least loaded of them, or nobody: the queue. */
export default function AssignDialog({ ticket, onClose }: TicketDialogProps) {
  const [role, setRole] = useState(ticket.owner_role ?? "ops_agent");
  const [picked, setPicked] = useState<OwnerChoice | null>(null);
  const [reason, setReason] = useState("");
  const { data: candidates, error, refetch } = useQuery(candidatesQuery(role));
  const change = useTicketChange();
  const choice = picked ?? suggestOwner(candidates ?? [])?.id ?? "queue";

  const assign = async () => {
    const person = candidates?.find((candidate) => candidate.id === choice);
    let explanation: string | null = null;
    const assigned = await change({
      ticket,
      optimistic: optimisticOwner(ticket, role, choice, person),
      send: async () => {
        const answer = await call<typeof ticketsApi.assign>("POST", "/tickets/{id}/assign", {
          params: { id: ticket.id },
          body: { owner_role: role, owner_id: choice === "queue" ? null : choice, reason: reason.trim() },
        });
        explanation = answer.assignment_reason;
        return answer;
      },
      failure: null,
    });
    toast.success(doneWords(assigned), { description: explanation ?? undefined });
  };

  return (
    <DialogForm
      title="Assign"
      ticket={ticket}
      submitLabel="Assign ticket"
      problem={
        !candidates && error
          ? "The people of this role did not load. Try that again first."
          : reasonProblem(reason)
      }
      isWaiting={candidates === undefined}
      refusal={ticket.refusals.assign}
      onSubmit={assign}
      onClose={onClose}
    >
      <FormField label="Role">
        <Select
          value={role}
          onValueChange={(next) => {
            setRole(next);
            setPicked(null);
          }}
          options={queueRoles.map((value) => ({ value, label: roleName(value) }))}
        />
      </FormField>
      <CandidateList
        role={role}
        candidates={candidates}
        hasFailed={error !== null}
        onRetry={() => void refetch()}
        currentOwnerId={ticket.owner_id}
        value={choice}
        onValueChange={setPicked}
      />
      <ReasonField value={reason} onValueChange={setReason} />
    </DialogForm>
  );
}

function optimisticOwner(
  ticket: TicketData,
  role: string,
  choice: OwnerChoice,
  person: Candidate | undefined,
): Partial<TicketData> {
  // Only the server knows who the least loaded one is at that moment.
  if (choice === "auto") return {};
  return {
    owner_role: role,
    owner_id: person?.id ?? null,
    owner_name: person?.name ?? null,
    version: ticket.version,
  };
}

function doneWords(ticket: TicketData): string {
  return ticket.owner_name
    ? `#${ticket.number} belongs to ${ticket.owner_name}`
    : `#${ticket.number} waits in the ${roleName(ticket.owner_role ?? "")} queue`;
}
