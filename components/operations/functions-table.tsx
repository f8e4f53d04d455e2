"use client";

import { Workflow } from "lucide-react";
import { EmptyState } from "../shared/empty-state";
import { formatCount } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { Badge } from "../ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import type { FunctionData } from "./operations-queries";
import { durationWords, scheduleWords, statusTones, statusWords } from "./operations-words";

export interface FunctionsTableProps {
  functions: FunctionData[];
  onOpen: (id: string) => void;
}

export function FunctionsTable({ functions, onOpen }: FunctionsTableProps) {
  if (functions.length === 0)
    return (
      <EmptyState Icon={Workflow} title="No functions here yet">
        They register within seconds of the server's start. If they do not, the server's log says why.
      </EmptyState>
    );
  return (
    <Table aria-label="Functions">
      <TableHeader>
        <TableRow>
          <TableHead className="pl-0">Function</TableHead>
          <TableHead className="hidden md:table-cell">Runs on</TableHead>
          <TableHead className="hidden sm:table-cell">Next</TableHead>
          <TableHead>Last</TableHead>
          <TableHead className="hidden text-right md:table-cell">24 hours</TableHead>
          <TableHead className="hidden pr-0 text-right md:table-cell">Takes</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {functions.map((fn) => (
          <FunctionRow key={fn.id} fn={fn} onOpen={() => onOpen(fn.id)} />
        ))}
      </TableBody>
    </Table>
  );
}

function FunctionRow({ fn, onOpen }: { fn: FunctionData; onOpen: () => void }) {
  const triggers =
    fn.triggers.map(({ kind, value }) => (kind === "schedule" ? scheduleWords(value) : value)).join(", ") ||
    "Other functions";
  return (
    <TableRow>
      <TableCell className="pl-0">
        <button
          type="button"
          onClick={onOpen}
          className="rounded-xs text-left font-medium hover:text-primary-text hover:underline md:whitespace-nowrap"
          aria-label={`Runs of ${fn.name}`}
        >
          {fn.name}
        </button>
        <span className="block text-xs text-muted-foreground md:hidden">{triggers}</span>
      </TableCell>
      <TableCell className="hidden min-w-40 text-muted-foreground md:table-cell">{triggers}</TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground sm:table-cell">
        <RelativeTime instant={fn.next_run_at} fallback="On event" />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {fn.last_status ? (
          <span className="flex items-center gap-2">
            <Badge tone={statusTones[fn.last_status]}>{statusWords[fn.last_status]}</Badge>
            <RelativeTime instant={fn.last_run_at} className="text-muted-foreground" />
          </span>
        ) : (
          <span className="text-muted-foreground">Never</span>
        )}
      </TableCell>
      <TableCell className="tabular hidden text-right whitespace-nowrap md:table-cell">
        {formatCount(fn.completed_last_day)}
        {fn.failed_last_day > 0 && (
          <span className="text-danger-text"> · {formatCount(fn.failed_last_day)} failed</span>
        )}
      </TableCell>
      <TableCell className="tabular hidden pr-0 text-right whitespace-nowrap text-muted-foreground md:table-cell">
        {fn.average_ms === null ? "–" : durationWords(fn.average_ms)}
      </TableCell>
    </TableRow>
  );
}
