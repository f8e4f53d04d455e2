"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { ErrorState } from "../shared/error-state";
import { formatCount } from "../shared/format-time";
import { priorityVisuals } from "../shared/ticket-visuals";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import { PolicyDialog } from "./policy-dialog";
import { PolicyTable } from "./policy-table";
import { addToReplay } from "./replay-draft";
import { SlaFrame } from "./sla-frame";
import {
  type Calendar,
  calendarsKey,
  calendarsQuery,
  draftOf,
  isConflict,
  isTeamPolicy,
  keyOf,
  messageOf,
  type Policies,
  type Policy,
  type PolicyDraft,
  policiesKey,
  policiesQuery,
  replacePolicies,
} from "./sla-queries";
import { teamWords } from "./sla-words";

export interface PoliciesPageProps {
  initial: Policies;
  calendars: Calendar[];
  canWrite: boolean;
}

type Editing = { policy: Policy; isNew: boolean };

const effect =
  "Open tickets are counted anew from their history. Resolved ones keep their outcome, and a due time set by hand stays.";

/** What each priority promises, for everyone and for single teams. */
export function PoliciesPage({ initial, calendars: initialCalendars, canWrite }: PoliciesPageProps) {
  const router = useRouter();
  const policies = useQuery({ ...policiesQuery, initialData: initial });
  const { data: calendars } = useQuery({ ...calendarsQuery, initialData: { data: initialCalendars } });
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<Policy | null>(null);
  const { save, remove } = useSavePolicies(policies.data);
  const all = policies.data.data;
  const first = all[0];

  const tryOut = (draft: PolicyDraft) => {
    addToReplay({ policies: [draft] });
    router.push("/settings/sla/replay");
  };

  return (
    <SlaFrame
      canWrite={canWrite}
      description="How soon tickets are answered and resolved, which hours count, and who is asked when that is late."
      actions={
        canWrite &&
        first && (
          <Button variant="primary" onClick={() => setEditing({ policy: first, isNew: true })}>
            <Plus aria-hidden />
            Add team policy
          </Button>
        )
      }
    >
      {policies.data.recounting > 0 && (
        <Alert className="mb-4">
          {formatCount(policies.data.recounting)} open tickets are being counted anew after the last change.
        </Alert>
      )}
      {policies.isError ? (
        <ErrorState message={messageOf(policies.error)} onRetry={() => void policies.refetch()} />
      ) : (
        <PolicyTable
          policies={all}
          calendars={calendars.data}
          onEdit={canWrite ? (policy) => setEditing({ policy, isNew: false }) : undefined}
          onRemove={setRemoving}
        />
      )}
      {editing && (
        <PolicyDialog
          title={editing.isNew ? "New team policy" : titleOf(editing.policy)}
          initial={draftOf(editing.policy)}
          isNew={editing.isNew}
          calendars={calendars.data}
          submitLabel={editing.isNew ? "Add policy" : "Save policy"}
          effect={effect}
          onSubmit={(draft) => save(draft, editing.isNew)}
          onTry={tryOut}
          onClose={() => setEditing(null)}
        />
      )}
      {removing && (
        <ConfirmDialog
          isOpen
          onOpenChange={() => setRemoving(null)}
          title={`Remove the policy for ${teamWords(removing, removing.franchise_name)}?`}
          confirmLabel="Remove policy"
          tone="danger"
          onConfirm={() => remove(removing)}
        >
          Its tickets then follow the policy for every team. {effect}
        </ConfirmDialog>
      )}
    </SlaFrame>
  );
}

function useSavePolicies(current: Policies) {
  const client = useQueryClient();
  const replace = async (policies: PolicyDraft[], done: string) => {
    try {
      client.setQueryData(policiesKey, await replacePolicies(policies, current.revision));
    } catch (error) {
      if (isConflict(error)) {
        await client.invalidateQueries({ queryKey: policiesKey });
        throw new Error(
          "Somebody else changed the policies meanwhile. Theirs are loaded now; look at them and save again.",
        );
      }
      throw error;
    }
    void client.invalidateQueries({ queryKey: calendarsKey });
    // The desk shows what a priority promises in menus and dialogs.
    void client.invalidateQueries({ queryKey: ["sla-policies"] });
    toast.success(done);
  };
  const drafts = current.data.map(draftOf);

  const save = async (draft: PolicyDraft, isNew: boolean) => {
    const others = drafts.filter((other) => keyOf(other) !== keyOf(draft));
    if (isNew && others.length < drafts.length)
      throw new Error("This team has a policy for that priority already. Edit that one instead.");
    await replace([...others, draft], `Policy for ${priorityVisuals[draft.priority].label} saved`);
  };
  const remove = async (policy: Policy) => {
    const rest = drafts.filter((other) => keyOf(other) !== keyOf(draftOf(policy)) || !isTeamPolicy(other));
    await replace(rest, "Policy removed");
  };
  return { save, remove };
}

function titleOf(policy: Policy): string {
  return `${priorityVisuals[policy.priority].label} · ${teamWords(policy, policy.franchise_name)}`;
}
