"use client";

import { useQuery } from "@tanstack/react-query";
import { call } from "@/lib/platform/api-client";
import { roleName } from "@/lib/platform/role-name";
import type { ticketFiltersApi } from "@/lib/ticket-filters/api";
import type { ticketsApi } from "@/lib/tickets/api";
import { ticketStatuses } from "@/lib/tickets/status";
import { FormField } from "../../shared/form-field";
import { PriorityIcon } from "../../shared/priority-icon";
import { priorityVisuals, type TicketPriorityName } from "../../shared/ticket-visuals";
import { MultiCombobox } from "../../ui/combobox";
import { Select, type SelectOption } from "../../ui/select";
import { Textarea } from "../../ui/textarea";
import { priorityName, statusName } from "../ticket-words";
import type { OfferedAction } from "./bulk-actions";
import type { BulkDraft } from "./bulk-change";

export interface BulkFieldsProps {
  action: OfferedAction;
  draft: BulkDraft;
  onDraftChange: (change: Partial<BulkDraft>) => void;
}

/** What a change needs to know besides its reason. */
export function BulkFields({ action, draft, onDraftChange }: BulkFieldsProps) {
  switch (action) {
    case "assign":
      return <AssignFields draft={draft} onDraftChange={onDraftChange} />;
    case "transition":
      return (
        <FormField label="Move to" isRequired>
          <Select
            value={draft.status}
            onValueChange={(status) => onDraftChange({ status })}
            options={plainStatuses.map((value) => ({ value, label: statusName(value) }))}
          />
        </FormField>
      );
    case "priority":
      return (
        <FormField label="Priority" hint="SLA clocks are set anew from each ticket's creation." isRequired>
          <Select
            value={draft.priority}
            onValueChange={(priority) => onDraftChange({ priority })}
            options={priorityOptions}
          />
        </FormField>
      );
    case "tags":
      return <TagFields draft={draft} onDraftChange={onDraftChange} />;
    case "resolve":
    case "reply":
    case "note":
      return <TextField action={action} draft={draft} onDraftChange={onDraftChange} />;
    default:
      return null;
  }
}

type DraftProps = Omit<BulkFieldsProps, "action">;

// The other statuses have an action of their own, with what it asks for.
const plainStatuses = ticketStatuses.filter(
  (status) => !["NEW", "RESOLVED", "CLOSED", "ESCALATED", "REOPENED"].includes(status),
);
const priorityOptions: SelectOption[] = (
  Object.keys(priorityVisuals).toReversed() as TicketPriorityName[]
).map((value) => ({ value, label: priorityName(value), icon: <PriorityIcon priority={value} /> }));

const queueRoles = [
  "franchise_agent",
  "ops_agent",
  "finance",
  "compliance_officer",
  "ops_manager",
  "regional_manager",
  "hq_support",
  "ceo_oncall",
];
const queue = "queue";

function AssignFields({ draft, onDraftChange }: DraftProps) {
  const { data: people = [] } = useQuery({
    queryKey: ["assignment-candidates", draft.ownerRole],
    enabled: draft.ownerRole !== "",
    queryFn: async ({ signal }) => {
      const { data } = await call<typeof ticketsApi.candidates>("GET", "/assignment-candidates", {
        query: { role: draft.ownerRole },
        signal,
      });
      return data;
    },
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField label="Team" isRequired>
        <Select
          value={draft.ownerRole}
          onValueChange={(ownerRole) => onDraftChange({ ownerRole, ownerId: "auto" })}
          options={queueRoles.map((value) => ({ value, label: roleName(value) }))}
        />
      </FormField>
      <FormField label="Owner">
        <Select
          value={draft.ownerId ?? queue}
          isDisabled={!draft.ownerRole}
          onValueChange={(value) => onDraftChange({ ownerId: value === queue ? null : value })}
          options={[
            { value: "auto", label: "Least loaded, ticket by ticket" },
            { value: queue, label: "Nobody: the team's queue" },
            ...people.map(({ id, name, open_count, is_available }) => ({
              value: id,
              label: name,
              hint: `${open_count} open${is_available ? "" : ", not available now"}`,
            })),
          ]}
        />
      </FormField>
    </div>
  );
}

function TagFields({ draft, onDraftChange }: DraftProps) {
  const options = (values: string[]) => values.map((value) => ({ value, label: value }));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField label="Add">
        <MultiCombobox
          label="Tags to add"
          loadOptions={findTags}
          value={options(draft.addTags)}
          onValueChange={(picked) => onDraftChange({ addTags: picked.map(({ value }) => value) })}
        />
      </FormField>
      <FormField label="Remove">
        <MultiCombobox
          label="Tags to remove"
          loadOptions={findTags}
          value={options(draft.removeTags)}
          onValueChange={(picked) => onDraftChange({ removeTags: picked.map(({ value }) => value) })}
        />
      </FormField>
    </div>
  );
}

async function findTags(search: string, signal: AbortSignal) {
  const { data } = await call<typeof ticketFiltersApi.options>("GET", "/ticket-filter-options", {
    query: { field: "tags", search: search || undefined },
    signal,
  });
  return data.map(({ value, label, hint }) => ({ value, label, hint: hint ?? undefined }));
}

const textFields = {
  resolve: { label: "Resolution summary", hint: "Requesters read it on each of the tickets.", max: 5000 },
  reply: { label: "Reply", hint: "The requester of every ticket receives it.", max: 50_000 },
  note: { label: "Internal note", hint: "Only staff can read it.", max: 50_000 },
};

function TextField({ action, draft, onDraftChange }: DraftProps & { action: keyof typeof textFields }) {
  const { label, hint, max } = textFields[action];
  return (
    <FormField label={label} hint={hint} isRequired>
      <Textarea
        rows={4}
        maxLength={max}
        value={draft.text}
        onChange={(event) => onDraftChange({ text: event.target.value })}
      />
    </FormField>
  );
}
