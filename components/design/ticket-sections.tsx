"use client";

import { Copyable } from "../shared/copyable";
import { usePreferences } from "../shared/preferences";
import { PriorityIcon } from "../shared/priority-icon";
import { RelativeTime } from "../shared/relative-time";
import { SlaChip } from "../shared/sla-chip";
import { StatusBadge } from "../shared/status-badge";
import { priorityVisuals, statusVisuals, type TicketPriorityName } from "../shared/ticket-visuals";
import { UserAvatar } from "../shared/user-avatar";
import { Grid, Section, Specimen } from "./section";

const statuses = Object.keys(statusVisuals);
const priorities = Object.keys(priorityVisuals) as TicketPriorityName[];
const minute = 60_000;

export function TicketSections() {
  const { renderedAt } = usePreferences();
  const at = (minutes: number) => new Date(renderedAt + minutes * minute).toISOString();
  return (
    <Section title="Tickets" about="Colour never stands alone: an icon or a word goes with it.">
      <Grid>
        <Specimen name="Status">
          {statuses.map((status) => (
            <StatusBadge key={status} status={status} />
          ))}
          <StatusBadge status="PENDING_VENDOR" />
        </Specimen>
        <Specimen name="Status, plain for rows" className="gap-4">
          {statuses.map((status) => (
            <StatusBadge key={status} status={status} variant="plain" />
          ))}
        </Specimen>
        <Specimen name="Priority" className="gap-4">
          {priorities.map((priority) => (
            <PriorityIcon key={priority} priority={priority} hasLabel />
          ))}
          {priorities.map((priority) => (
            <PriorityIcon key={priority} priority={priority} />
          ))}
        </Specimen>
        <Specimen name="SLA">
          <SlaChip state="on_track" dueAt={at(195)} />
          <SlaChip state="near_breach" dueAt={at(18)} name="First response" />
          <SlaChip state="breached" dueAt={at(-1540)} name="Resolution" />
          <SlaChip state="paused" remainingMinutes={250} />
          <SlaChip state="met" dueAt={at(-90)} />
          <SlaChip state="completed" />
          <SlaChip state="no_sla" />
        </Specimen>
        <Specimen name="People" className="gap-4">
          <UserAvatar person={{ id: "1", name: "Jonas Lindqvist" }} hasName />
          <UserAvatar person={{ id: "2", name: "Priya Raman" }} />
          <UserAvatar person={null} hasName fallback="No owner" />
        </Specimen>
        <Specimen name="Time and copying" className="gap-4">
          <RelativeTime instant={at(0)} />
          <RelativeTime instant={at(-42)} />
          <RelativeTime instant={at(-3000)} />
          <RelativeTime instant={at(-40_000)} />
          <RelativeTime instant={null} />
          <Copyable value="4012" name="ticket number" className="tabular font-medium">
            #4012
          </Copyable>
        </Specimen>
      </Grid>
    </Section>
  );
}
