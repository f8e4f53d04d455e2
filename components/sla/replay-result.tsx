"use client";

import Link from "next/link";
import { roleName } from "@/lib/platform/role-name";
import { type ReplayOutcome, writeReplayNumber } from "@/lib/sla/replay-cell";
import type { SlaClock } from "@/lib/sla/schema";
import { formatCount } from "../shared/format-time";
import { PriorityIcon } from "../shared/priority-icon";
import { Alert } from "../ui/alert";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import type { Replay } from "./replay-period";
import { clockNames, prioritiesHighestFirst, slaClocks } from "./sla-words";

export interface ReplayResultProps {
  replay: Replay;
}

type Outcome = Exclude<ReplayOutcome, "tickets">;
type Cell = Replay["cells"][number];

const outcomes: { outcome: Outcome; label: string; hint: string }[] = [
  { outcome: "actual", label: "Late as it was", hint: "under the policies of the time" },
  { outcome: "draft", label: "Late under the draft", hint: "" },
  { outcome: "added", label: "Newly late", hint: "late under the draft alone" },
  { outcome: "removed", label: "Saved", hint: "late as it was, in time under the draft" },
];

/** How many would have been late, in all and by priority and team; each number leads to the list of its tickets. */
export function ReplayResult({ replay }: ReplayResultProps) {
  if (replay.total_tickets === 0)
    return <Alert>No ticket was created in this period. Choose a longer one.</Alert>;
  return (
    <section aria-label="Result" className="grid gap-4">
      <h3 className="text-base font-semibold">
        {formatCount(replay.tickets)} {replay.tickets === 1 ? "ticket" : "tickets"} replayed
      </h3>
      <Tabs defaultValue="resolution">
        <TabsList aria-label="Clocks">
          {slaClocks.map((clock) => (
            <TabsTrigger key={clock} value={clock}>
              {clockNames[clock]}
            </TabsTrigger>
          ))}
        </TabsList>
        {slaClocks.map((clock) => (
          <TabsContent key={clock} value={clock} className="grid gap-4">
            <ClockResult clock={clock} replay={replay} />
          </TabsContent>
        ))}
      </Tabs>
    </section>
  );
}

interface ClockResultProps {
  clock: SlaClock;
  replay: Replay;
}

function ClockResult({ clock, replay }: ClockResultProps) {
  const totals = replay.totals.find((total) => total.clock === clock);
  const cells = replay.cells
    .filter((cell) => cell.clock === clock)
    .toSorted(
      (a, b) =>
        prioritiesHighestFirst.indexOf(a.priority) - prioritiesHighestFirst.indexOf(b.priority) ||
        (a.team ?? "").localeCompare(b.team ?? ""),
    );
  if (!totals || totals.tickets === 0)
    return <p className="text-sm text-muted-foreground">This clock ran on none of the tickets.</p>;
  return (
    <>
      <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {outcomes.map(({ outcome, label, hint }) => (
          <li key={outcome} className="rounded-md border bg-surface px-3 py-2.5">
            <p className="text-xs text-muted-foreground">{label}</p>
            <p className={cn("text-xl font-semibold", toneOf(outcome, totals[outcome]))}>
              <Count
                count={totals[outcome]}
                label={`${label}, ${clockNames[clock].toLowerCase()}`}
                href={hrefOf(replay, clock, outcome)}
              />
            </p>
            <p className="tabular text-xs text-subtle-foreground">
              {share(totals[outcome], totals.tickets)} of {formatCount(totals.tickets)}
              {hint && `, ${hint}`}
            </p>
          </li>
        ))}
      </ul>
      <Table aria-label={`${clockNames[clock]} by priority and team`}>
        <TableHeader>
          <TableRow>
            <TableHead className="pl-0">Priority</TableHead>
            <TableHead>Team</TableHead>
            <TableHead className="text-right">Tickets</TableHead>
            {outcomes.map(({ outcome, label }) => (
              <TableHead key={outcome} className="text-right last:pr-0">
                {label}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {cells.map((cell) => {
            const team = cell.team ? `${roleName(cell.team)} queue` : "No queue";
            return (
              <TableRow key={`${cell.priority} ${cell.team}`}>
                <TableCell className="pl-0">
                  <PriorityIcon priority={cell.priority} hasLabel />
                </TableCell>
                <TableCell>{team}</TableCell>
                <TableCell className="tabular text-right">
                  <Count
                    count={cell.tickets}
                    label={`tickets, ${cell.priority.toLowerCase()}, ${team}`}
                    href={hrefOf(replay, clock, "tickets", cell)}
                  />
                </TableCell>
                {outcomes.map(({ outcome, label }) => (
                  <TableCell
                    key={outcome}
                    className={cn("tabular text-right last:pr-0", toneOf(outcome, cell[outcome]))}
                  >
                    <Count
                      count={cell[outcome]}
                      label={`${label}, ${cell.priority.toLowerCase()}, ${team}`}
                      href={hrefOf(replay, clock, outcome, cell)}
                    />
                  </TableCell>
                ))}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </>
  );
}

function Count({ count, label, href }: { count: number; label: string; href: string }) {
  if (count === 0) return <span className="text-subtle-foreground">0</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      className="tabular rounded-sm underline decoration-border-strong underline-offset-4 hover:decoration-current"
      aria-label={`${formatCount(count)} ${label}: show the tickets`}
    >
      {formatCount(count)}
    </Link>
  );
}

/** Archived since or not, they are the tickets that were counted. */
function hrefOf({ id }: Replay, clock: SlaClock, outcome: ReplayOutcome, cell?: Cell): string {
  const { priority, team } = cell ?? {};
  return `/tickets?sla_replay=${writeReplayNumber({ replay_id: id, clock, outcome, priority, team })}&archived=any`;
}

function toneOf(outcome: Outcome, count: number): string | false {
  if (count === 0) return false;
  return outcome === "added" ? "text-danger-text" : outcome === "removed" && "text-success-text";
}

function share(part: number, whole: number): string {
  return `${((part / whole) * 100).toLocaleString("en-GB", { maximumFractionDigits: 1 })} %`;
}
