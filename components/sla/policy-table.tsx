"use client";

import { Pencil, Trash2 } from "lucide-react";
import type { SlaClock } from "@/lib/sla/schema";
import { PriorityIcon } from "../shared/priority-icon";
import { priorityVisuals } from "../shared/ticket-visuals";
import { IconButton } from "../ui/icon-button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { type Calendar, isTeamPolicy, type Policy } from "./sla-queries";
import {
  chainWords,
  clockNames,
  pauseWords,
  prioritiesHighestFirst,
  slaClocks,
  targetWords,
  teamWords,
} from "./sla-words";

export interface PolicyTableProps {
  policies: Policy[];
  calendars: Calendar[];
  /** Left out where the role may only read. */
  onEdit: ((policy: Policy) => void) | undefined;
  onRemove: (policy: Policy) => void;
}

/** A table for every team, the general one first. */
export function PolicyTable({ policies, calendars, onEdit, onRemove }: PolicyTableProps) {
  const teams = Map.groupBy(policies, (policy) => teamWords(policy, policy.franchise_name));
  return (
    <div className="grid grid-cols-1 gap-6">
      {Array.from(teams, ([team, members]) => (
        <section key={team} aria-label={team}>
          <h3 className="mb-1 text-base font-semibold">{team}</h3>
          <Table aria-label={`Policies for ${team}`}>
            <TableHeader>
              <TableRow>
                <TableHead className="pl-0">Priority</TableHead>
                <TableHead>First response</TableHead>
                <TableHead>Next response</TableHead>
                <TableHead>Resolution</TableHead>
                <TableHead>Escalation</TableHead>
                <TableHead className="pr-0">
                  <span className="sr-only">Change</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {highestFirst(members).map((policy) => (
                <TableRow key={policy.id}>
                  <TableCell className="pl-0 align-top">
                    <PriorityIcon priority={policy.priority} hasLabel />
                  </TableCell>
                  {slaClocks.map((clock) => (
                    <ClockCell key={clock} clock={clock} policy={policy} calendars={calendars} />
                  ))}
                  <TableCell className="max-w-64 min-w-44 align-top text-xs text-muted-foreground">
                    {chainWords(policy)}
                  </TableCell>
                  <TableCell className="sticky right-0 bg-background pr-0 text-right align-top whitespace-nowrap">
                    {onEdit && (
                      <>
                        <IconButton
                          label={`Edit the policy for ${nameOf(policy)}`}
                          onClick={() => onEdit(policy)}
                        >
                          <Pencil aria-hidden />
                        </IconButton>
                        {isTeamPolicy(policy) && (
                          <IconButton
                            label={`Remove the policy for ${nameOf(policy)}`}
                            onClick={() => onRemove(policy)}
                          >
                            <Trash2 aria-hidden />
                          </IconButton>
                        )}
                      </>
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </section>
      ))}
    </div>
  );
}

function highestFirst(policies: Policy[]): Policy[] {
  return policies.toSorted(
    (a, b) => prioritiesHighestFirst.indexOf(a.priority) - prioritiesHighestFirst.indexOf(b.priority),
  );
}

interface ClockCellProps {
  clock: SlaClock;
  policy: Policy;
  calendars: Calendar[];
}

function ClockCell({ clock, policy, calendars }: ClockCellProps) {
  const { minutes, calendarId, pauses } = ruleOf(policy, clock);
  if (minutes === null) {
    return (
      <TableCell className="align-top text-subtle-foreground">
        <span className="sr-only">{clockNames[clock]}: </span>None
      </TableCell>
    );
  }
  const calendar = calendars.find(({ id }) => id === calendarId);
  return (
    <TableCell className="min-w-36 align-top">
      <span className="tabular block font-medium">{targetWords(minutes)}</span>
      <span className="block text-xs text-muted-foreground">{calendar ? calendar.name : "Every hour"}</span>
      <span className="block text-xs text-subtle-foreground">{pauseWords(pauses)}</span>
    </TableCell>
  );
}

function ruleOf(policy: Policy, clock: SlaClock) {
  if (clock === "first_response") {
    const { response_time_minutes, response_calendar_id, response_pauses } = policy;
    return { minutes: response_time_minutes, calendarId: response_calendar_id, pauses: response_pauses };
  }
  if (clock === "resolution") {
    const { resolution_time_minutes, resolution_calendar_id, resolution_pauses } = policy;
    return {
      minutes: resolution_time_minutes,
      calendarId: resolution_calendar_id,
      pauses: resolution_pauses,
    };
  }
  const { next_response_time_minutes, next_response_calendar_id, next_response_pauses } = policy;
  return {
    minutes: next_response_time_minutes,
    calendarId: next_response_calendar_id,
    pauses: next_response_pauses,
  };
}

function nameOf(policy: Policy): string {
  return `${priorityVisuals[policy.priority].label}, ${teamWords(policy, policy.franchise_name)}`;
}
