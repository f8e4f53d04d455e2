"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CalendarRange, ChevronDown, Database, History, RefreshCw, Scale, Ticket } from "lucide-react";
import { lazy, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { Button } from "../ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { LazyPart } from "../ui/lazy-part";
import { toast } from "../ui/toast";
import { type Connection, messageOf, syncKey } from "./sync-queries";

const SingleDialog = lazy(() => import("./single-dialog"));

type Body = NonNullable<Parameters<typeof call<typeof syncApi.startRun>>[2]["body"]>;

/** The ways to read a desk by hand. */
export function StartMenu({ connection, isBusy }: { connection: Connection; isBusy: boolean }) {
  const client = useQueryClient();
  const [isStarting, setIsStarting] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const start = async (body: Body) => {
    setIsStarting(true);
    try {
      await call<typeof syncApi.startRun>("POST", "/sync-runs", {
        body: { connection_id: connection.id, ...body },
      });
      toast.success(`Reading ${connection.name}`);
    } catch (error) {
      toast.error(messageOf(error));
    }
    await client.invalidateQueries({ queryKey: syncKey });
    setIsStarting(false);
  };
  const busy = isBusy ? "A run of this desk is under way." : null;
  return (
    <div className="flex">
      <Button
        disabled={isBusy}
        isLoading={isStarting}
        className="rounded-r-none"
        onClick={() => start({ kind: "incremental" })}
      >
        <RefreshCw aria-hidden />
        Read changes
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            aria-label={`Other ways to read ${connection.name}`}
            className="-ml-px rounded-l-none px-1.5"
          >
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-80">
          <DropdownMenuItem
            disabled={isBusy}
            hint={busy ?? "Every ticket created or changed within a year, and which of them are gone."}
            onSelect={() => start({ kind: "full", days: 365 })}
          >
            <CalendarRange aria-hidden />
            Full, last 365 days
          </DropdownMenuItem>
          <DropdownMenuItem
            disabled={isBusy}
            hint={busy ?? "Every ticket that the desk still has."}
            onSelect={() => start({ kind: "full", days: null })}
          >
            <History aria-hidden />
            Full, everything
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem
            hint="Companies, requesters, agents and groups."
            onSelect={() => start({ kind: "base" })}
          >
            <Database aria-hidden />
            Base data
          </DropdownMenuItem>
          <DropdownMenuItem hint="By their numbers at the vendor." onSelect={() => setIsAsking(true)}>
            <Ticket aria-hidden />
            Single tickets…
          </DropdownMenuItem>
          <DropdownMenuItem
            hint="Compares with the vendor and repairs what differs."
            onSelect={() => start({ kind: "drift" })}
          >
            <Scale aria-hidden />
            Drift check
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <LazyPart onFailure={() => setIsAsking(false)}>
        {isAsking && <SingleDialog connection={connection} onClose={() => setIsAsking(false)} />}
      </LazyPart>
    </div>
  );
}
