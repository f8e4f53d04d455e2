"use client";

import { X } from "lucide-react";
import { PriorityIcon } from "../shared/priority-icon";
import { priorityVisuals } from "../shared/ticket-visuals";
import { IconButton } from "../ui/icon-button";
import { type ReplayDraft, removeFromReplay } from "./replay-draft";
import { type Calendar, draftOf, keyOf, type Policy, type PolicyDraft } from "./sla-queries";
import { chainWords, targetWords, teamWords } from "./sla-words";
import { weekWords } from "./week-view";

export interface ReplayDraftsProps {
  draft: ReplayDraft;
  policies: Policy[];
  calendars: Calendar[];
}

/** What is tried, with what it would replace. */
export function ReplayDrafts({ draft, policies, calendars }: ReplayDraftsProps) {
  return (
    <ul className="grid gap-2">
      {draft.policies.map((policy) => {
        const now = policies.find((stored) => keyOf(stored) === keyOf(policy));
        const team = teamWords(policy, now?.franchise_name);
        return (
          <Item
            key={keyOf(policy)}
            name={`${priorityVisuals[policy.priority].label}, ${team}`}
            onRemove={() => removeFromReplay({ policy: (other) => keyOf(other) !== keyOf(policy) })}
          >
            <span className="flex items-center gap-2 text-sm font-medium">
              <PriorityIcon priority={policy.priority} hasLabel /> {team}
            </span>
            <span className="text-xs text-muted-foreground">
              {policyChanges(policy, now && draftOf(now)).join(" · ") || "As it is now"}
            </span>
          </Item>
        );
      })}
      {draft.calendars.map((calendar) => {
        const now = calendars.find(({ id }) => id === calendar.id);
        return (
          <Item
            key={calendar.id}
            name={calendar.name}
            onRemove={() => removeFromReplay({ calendar: (id) => id !== calendar.id })}
          >
            <span className="text-sm font-medium">Calendar {calendar.name}</span>
            <span className="text-xs text-muted-foreground">
              {weekWords(calendar.hours)}
              {now && weekWords(now.hours) !== weekWords(calendar.hours) && `, now ${weekWords(now.hours)}`}
              {` · ${calendar.holidays.length} holidays, ${calendar.exceptions.length} exceptions`}
            </span>
          </Item>
        );
      })}
    </ul>
  );
}

interface ItemProps {
  name: string;
  onRemove: () => void;
  children: React.ReactNode;
}

function Item({ name, onRemove, children }: ItemProps) {
  return (
    <li className="flex items-start gap-2 rounded-md border bg-surface px-3 py-2">
      <span className="grid min-w-0 flex-1 gap-0.5">{children}</span>
      <IconButton label={`Take the draft of ${name} out`} size="xs" onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </li>
  );
}

/** "Resolution 24 h, now 48 h". */
function policyChanges(draft: PolicyDraft, now: PolicyDraft | undefined): string[] {
  const spans = [
    ["First response", draft.response_time_minutes, now?.response_time_minutes],
    ["Next response", draft.next_response_time_minutes, now?.next_response_time_minutes],
    ["Resolution", draft.resolution_time_minutes, now?.resolution_time_minutes],
  ] as const;
  const changes = spans
    .filter(([, next, before]) => next !== (before ?? null))
    .map(([name, next, before]) => `${name} ${targetWords(next)}, now ${targetWords(before ?? null)}`);
  const hours = ["response_calendar_id", "next_response_calendar_id", "resolution_calendar_id"] as const;
  if (hours.some((field) => draft[field] !== (now?.[field] ?? null))) changes.push("Other hours");
  const pauses = ["response_pauses", "next_response_pauses", "resolution_pauses"] as const;
  if (pauses.some((field) => String(draft[field].toSorted()) !== String(now?.[field].toSorted())))
    changes.push("Other pauses");
  if (now && chainWords(draft) !== chainWords(now)) changes.push("Another chain");
  return changes;
}
