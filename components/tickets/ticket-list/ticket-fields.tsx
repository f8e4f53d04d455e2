import { call } from "@/lib/platform/api-client";
import { roleName } from "@/lib/platform/role-name";
import type { ticketFiltersApi } from "@/lib/ticket-filters/api";
import type { SearchedFilter } from "@/lib/ticket-filters/schema";
import type { FilterCondition, FilterField } from "../../shared/filter-types";
import { PriorityIcon } from "../../shared/priority-icon";
import { queueRoles } from "../../shared/queue-roles";
import {
  priorityVisuals,
  slaVisuals,
  statusVisuals,
  type TicketPriorityName,
} from "../../shared/ticket-visuals";
import type { ComboboxOption } from "../../ui/combobox-list";
import { sentenceCase } from "../ticket-words";
import { StatusIcon } from "./status-icon";

export type FilterLabels = Record<string, string>;

const searched: Record<SearchedFilter, { label: string; hasNames: boolean; fixed?: ComboboxOption[] }> = {
  owner_id: {
    label: "owner",
    hasNames: true,
    fixed: [
      { value: "me", label: "me" },
      { value: "none", label: "nobody" },
    ],
  },
  created_by_id: { label: "creator", hasNames: true, fixed: [{ value: "me", label: "me" }] },
  requester_id: { label: "requester", hasNames: true },
  company_id: { label: "company", hasNames: true },
  franchise_id: { label: "franchise", hasNames: true },
  linked_id: { label: "linked to", hasNames: true },
  tags: { label: "tag", hasNames: true },
  source: { label: "source", hasNames: true },
};

const linkedTypes = ["booking", "shipment", "user", "truck", "operator", "franchise", "document", "payment"];

const status: FilterField = {
  id: "status",
  label: "status",
  type: "options",
  options: Object.entries(statusVisuals).map(([value, { label }]) => ({
    value,
    label,
    icon: <StatusIcon status={value} />,
  })),
};
const priority: FilterField = {
  id: "priority",
  label: "priority",
  type: "options",
  options: (["CRITICAL", "HIGH", "MEDIUM", "LOW"] as TicketPriorityName[]).map((value) => ({
    value,
    label: priorityVisuals[value].label,
    icon: <PriorityIcon priority={value} />,
  })),
};
const linkedType: FilterField = {
  id: "linked_type",
  label: "linked type",
  type: "options",
  options: linkedTypes.map((value) => ({ value, label: sentenceCase(value) })),
};
const created: FilterField = { id: "created_at", label: "created", type: "date" };
const updated: FilterField = { id: "updated_at", label: "updated", type: "date" };
const ticketNumber: FilterField = { id: "number", label: "number", type: "text", isExact: true };

const slaOptions = (["breached", "near_breach", "on_track", "paused", "completed", "no_sla"] as const).map(
  (value) => {
    const { Icon } = slaVisuals[value];
    const label = value === "completed" ? "Finished" : slaVisuals[value].label;
    return { value, label, icon: <Icon aria-hidden /> };
  },
);

/** Where a clock stands, and when it runs out. */
function clockFields(statusId: string, dueId: string, label: string): FilterField[] {
  return [
    { id: statusId, label, type: "options", options: slaOptions },
    {
      id: dueId,
      label: `${label} due`,
      type: "date",
      presets: [
        "today",
        "tomorrow",
        "next_24_hours",
        "next_7_days",
        "yesterday",
        "last_7_days",
        "last_30_days",
        "this_week",
      ],
    },
  ];
}

/** Requesters filter by what they can see of their own tickets. */
const requesterFields = [status, priority, linkedType, created, updated, ticketNumber];

const deskFields: FilterField[] = [
  status,
  priority,
  searchedField("owner_id"),
  {
    id: "owner_role",
    label: "team",
    type: "options",
    options: queueRoles.map((value) => ({ value, label: roleName(value) })),
  },
  ...clockFields("sla_status", "sla_due_at", "SLA"),
  ...clockFields("response_status", "response_due_at", "first response"),
  ...clockFields("next_response_status", "next_response_due_at", "next response"),
  searchedField("tags"),
  searchedField("requester_id"),
  searchedField("company_id"),
  searchedField("franchise_id"),
  linkedType,
  searchedField("linked_id"),
  created,
  updated,
  searchedField("created_by_id"),
  searchedField("source"),
  single("my_work", "work", "mine, in my queue or watched", "neither mine, in my queue nor watched"),
  single("watching", "watching", "watched by me", "not watched by me"),
  single("is_sensitive", "sensitivity", "sensitive", "not sensitive"),
  single("merged", "merging", "merged into another", "not merged"),
  {
    ...single("archived", "archive", "archived only", "not archived"),
    options: [
      { value: "true", label: "archived only" },
      { value: "any", label: "archived or not" },
    ],
  },
  ticketNumber,
  { id: "sla_replay", label: "SLA replay", type: "options", isGiven: true, resolveLabel: replayWords },
];

const outcomeWords: Record<string, string> = {
  tickets: "all",
  actual: "late as it was",
  draft: "late under the draft",
  added: "newly late",
  removed: "saved",
};

/** `<replay>:resolution.added.HIGH.finance` → "resolution, newly late, high, finance". */
function replayWords(value: string): string {
  const parts = value.slice(value.indexOf(":") + 1).split(".");
  return parts
    .map(
      (part) => outcomeWords[part] ?? (part === "none" ? "no queue" : part.replace("_", " ").toLowerCase()),
    )
    .join(", ");
}

/** The bar's fields for this person; `labels` names values that came with the address. */
export function ticketFields(isStaff: boolean, labels: FilterLabels): FilterField[] {
  const fields = isStaff ? deskFields : requesterFields;
  return fields.map((field) => {
    if (!isSearched(field.id)) return field;
    return {
      ...field,
      resolveLabel: (value) => labels[labelKey(field.id, value)] ?? fixedLabel(field.id, value),
    };
  });
}

export function labelKey(field: string, value: string): string {
  return `${field}:${value}`;
}

/** Values of searched fields whose words are not known yet, by field. */
export function missingLabels(
  conditions: FilterCondition[],
  labels: FilterLabels,
): [SearchedFilter, string[]][] {
  return conditions.flatMap(({ field, values }): [SearchedFilter, string[]][] => {
    if (!isSearched(field)) return [];
    const missing = values.filter((value) => !labels[labelKey(field, value)] && !fixedLabel(field, value));
    return missing.length > 0 ? [[field, missing]] : [];
  });
}

function isSearched(field: string): field is SearchedFilter {
  return field in searched;
}

function fixedLabel(field: SearchedFilter | string, value: string): string | undefined {
  return isSearched(field)
    ? searched[field].fixed?.find((option) => option.value === value)?.label
    : undefined;
}

function searchedField(id: SearchedFilter): FilterField {
  const { label, hasNames, fixed = [] } = searched[id];
  return {
    id,
    label,
    hasNames,
    type: "options",
    loadOptions: async (search, signal) => {
      const { data } = await call<typeof ticketFiltersApi.options>("GET", "/ticket-filter-options", {
        query: { field: id, search: search || undefined },
        signal,
      });
      for (const { value, label: words } of data) knownLabels[labelKey(id, value)] = words;
      const matching = fixed.filter((option) => option.label.includes(search.toLowerCase()));
      return [...matching, ...data.map(({ hint, ...option }) => ({ ...option, hint: hint ?? undefined }))];
    },
  };
}

/** Words of values met while searching, so that a chip is named the moment it is picked. */
export const knownLabels: FilterLabels = {};

function single(id: string, label: string, yes: string, no: string): FilterField {
  return {
    id,
    label,
    type: "options",
    isSingle: true,
    options: [
      { value: "true", label: yes },
      { value: "false", label: no },
    ],
  };
}
