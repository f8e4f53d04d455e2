"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { FormField } from "@/components/shared/form-field";
import { PriorityIcon } from "@/components/shared/priority-icon";
import { queueRoles } from "@/components/shared/queue-roles";
import { cn } from "@/components/ui/cn";
import { Combobox } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { roleName } from "@/lib/platform/role-name";
import type { TicketPriority } from "@/lib/tickets/schema";
import {
  entityLoader,
  type LinkedType,
  linkedTypeName,
  loadFranchises,
  loadRequesters,
} from "../option-loaders";
import { policyFor, slaPoliciesQuery } from "../ticket-queries";
import { policyWords, prioritiesHighestFirst } from "../ticket-words";
import { candidatesQuery } from "./assign-dialog";
import type { CreateDraft } from "./create-draft";
import { loadWords } from "./suggest-owner";

interface FieldsProps {
  draft: CreateDraft;
  onChange: (changes: Partial<CreateDraft>) => void;
}

/** Four bars to choose from, and what the chosen one promises. */
export function PriorityField({ draft, onChange, isStaff }: FieldsProps & { isStaff: boolean }) {
  const id = useId();
  const { data: policies } = useQuery({ ...slaPoliciesQuery(), enabled: isStaff });
  const policy = policyFor(policies, {
    priority: draft.priority,
    owner_role: draft.ownerRole,
    assigned_franchise_id: draft.franchise?.value ?? null,
  });
  const queue = policy?.escalation_chain[0];
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">Priority</legend>
      <div className="grid grid-cols-2 gap-1.5 sm:grid-cols-4">
        {prioritiesHighestFirst.toReversed().map((priority) => (
          <PriorityOption
            key={priority}
            name={id}
            priority={priority}
            isChosen={draft.priority === priority}
            onChoose={() => onChange({ priority })}
          />
        ))}
      </div>
      <p aria-live="polite" className="min-h-4 text-xs text-muted-foreground">
        {policy && `${policyWords(policy)}.`}
        {queue && !draft.ownerRole && ` Starts in the ${roleName(queue).toLowerCase()} queue.`}
      </p>
    </fieldset>
  );
}

interface PriorityOptionProps {
  name: string;
  priority: TicketPriority;
  isChosen: boolean;
  onChoose: () => void;
}

function PriorityOption({ name, priority, isChosen, onChoose }: PriorityOptionProps) {
  const id = `${name}-${priority}`;
  return (
    <label
      htmlFor={id}
      className={cn(
        "flex h-8 items-center gap-2 rounded-sm border px-2.5 shadow-raised has-focus-visible:outline-2 has-focus-visible:outline-ring",
        isChosen ? "border-primary bg-selected" : "border-border-strong bg-surface hover:bg-hover",
      )}
    >
      <input id={id} type="radio" name={name} className="sr-only" checked={isChosen} onChange={onChoose} />
      <PriorityIcon priority={priority} hasLabel />
    </label>
  );
}

const linkedTypeOptions: LinkedType[] = [
  "booking",
  "shipment",
  "truck",
  "operator",
  "user",
  "franchise",
  "document",
  "payment",
];
const noLink = "none";

export function LinkFields({ draft, onChange, error }: FieldsProps & { error: string | undefined }) {
  const type = draft.linkedType;
  return (
    <div className="grid gap-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <FormField label="Linked to" isRequired={false}>
        <Select
          value={type ?? noLink}
          onValueChange={(value) =>
            onChange({ linkedType: value === noLink ? null : (value as LinkedType), linked: null })
          }
          options={[
            { value: noLink, label: "Nothing" },
            ...linkedTypeOptions.map((value) => ({ value, label: linkedTypeName(value) })),
          ]}
        />
      </FormField>
      {type && (
        <FormField label={linkedTypeName(type)} isRequired error={error}>
          <Combobox
            key={type}
            id="create-linked"
            label={linkedTypeName(type)}
            placeholder={`Find the ${type}`}
            searchPlaceholder="Number or name"
            emptyText={`No ${type} matches.`}
            loadOptions={entityLoader(type)}
            value={draft.linked}
            onValueChange={(linked) => onChange({ linked })}
            isClearable
          />
        </FormField>
      )}
    </div>
  );
}

const byPriority = "by-priority";
const queueOnly = "queue";

/** Who asked, and who gets it. */
export function DeskFields({ draft, onChange }: FieldsProps) {
  const role = draft.ownerRole;
  const { data: people = [] } = useQuery({
    ...candidatesQuery(role ?? ""),
    enabled: role !== null,
    retry: false,
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField label="Requester" isRequired={false}>
        <Combobox
          label="Requester"
          placeholder="Who asked for it"
          searchPlaceholder="Name, company or e-mail"
          loadOptions={loadRequesters}
          value={draft.requester}
          onValueChange={(requester) => onChange({ requester })}
          isClearable
        />
      </FormField>
      <FormField label="Franchise" isRequired={false}>
        <Combobox
          label="Franchise"
          placeholder="None"
          loadOptions={loadFranchises}
          value={draft.franchise}
          onValueChange={(franchise) => onChange({ franchise })}
          isClearable
        />
      </FormField>
      <FormField label="Queue">
        <Select
          value={role ?? byPriority}
          onValueChange={(value) =>
            onChange({ ownerRole: value === byPriority ? null : value, ownerId: null })
          }
          options={[
            { value: byPriority, label: "As its priority says" },
            ...queueRoles.map((value) => ({ value, label: roleName(value) })),
          ]}
        />
      </FormField>
      <FormField label="Owner">
        <Select
          value={draft.ownerId ?? queueOnly}
          isDisabled={!role || people.length === 0}
          onValueChange={(value) => onChange({ ownerId: value === queueOnly ? null : value })}
          options={[
            { value: queueOnly, label: "Nobody yet" },
            ...people.map((person) => ({ value: person.id, label: person.name, hint: loadWords(person) })),
          ]}
        />
      </FormField>
    </div>
  );
}

export function SensitiveField({ draft, onChange }: FieldsProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <Switch
        id={id}
        checked={draft.isSensitive}
        onCheckedChange={(isSensitive) => onChange({ isSensitive })}
        aria-describedby={`${id}-hint`}
      />
      <div>
        <label htmlFor={id} className="block text-sm font-medium">
          Sensitive
        </label>
        <p id={`${id}-hint`} className="text-xs text-muted-foreground">
          Colleagues must state a reason before they can read it, and the reason is recorded.
        </p>
      </div>
    </div>
  );
}
