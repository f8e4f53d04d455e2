import type { FilterField } from "../shared/filter-types";
import { loadPeople } from "../tickets/option-loaders";
import { sentenceCase } from "../tickets/ticket-words";

const actions = [
  "CREATED",
  "STATUS_CHANGED",
  "ASSIGNED",
  "PRIORITY_CHANGED",
  "FIELD_CHANGED",
  "ESCALATED",
  "AUTO_ESCALATED",
  "SLA_NEAR_BREACH",
  "RESOLVED",
  "CLOSED",
  "REOPENED",
  "MESSAGE_ADDED",
  "NOTE_ADDED",
  "WATCHED",
  "UNWATCHED",
  "MERGED",
  "MERGE_UNDONE",
  "SENSITIVE_VIEWED",
];

const machine = { value: "system", label: "Docket" };

/** `names` holds the words for people that came with the address. */
export function auditFilterFields(names: Record<string, string>): FilterField[] {
  return [
    {
      id: "actor_id",
      label: "person",
      type: "options",
      hasNames: true,
      loadOptions: async (search, signal) => {
        const people = await loadPeople(search, signal);
        return "docket".startsWith(search.toLowerCase()) ? [machine, ...people] : people;
      },
      resolveLabel: (id) => (id === machine.value ? machine.label : names[id]),
    },
    {
      id: "action",
      label: "action",
      type: "options",
      options: actions.map((value) => ({ value, label: sentenceCase(value) })),
      resolveLabel: sentenceCase,
    },
    { id: "created_at", label: "date", type: "date" },
  ];
}
