"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ShieldCheck, ShieldEllipsis } from "lucide-react";
import { ErrorState } from "@/components/shared/error-state";
import { formatInstant } from "@/components/shared/format-time";
import { usePreferences } from "@/components/shared/preferences";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { tooltip } from "@/components/ui/tooltip";
import { roleName } from "@/lib/platform/role-name";
import { type AuditData, auditQuery, failureText, requestIdOf } from "../ticket-queries";
import { auditActor, describeAudit } from "./audit-words";
import { TimelineSkeleton } from "./drawer-skeleton";

/** Every audit row of the ticket in words, newest first, with whether it is in the sealed chain already. */
export function AuditTab({ ticketId }: { ticketId: string }) {
  const query = useInfiniteQuery(auditQuery(ticketId));
  if (query.isPending) return <TimelineSkeleton className="p-5" />;
  if (query.isError) {
    return (
      <ErrorState
        message={failureText(query.error)}
        requestId={requestIdOf(query.error)}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  const rows = query.data.pages.flatMap((page) => page.data);
  const total = query.data.pages[0]?.pagination.total ?? rows.length;
  return (
    <section
      aria-label="Audit log of this ticket"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="ring-inset-focus h-full scroll-slim overflow-y-auto px-4 py-3 md:px-5"
    >
      <p className="mb-2 max-w-prose text-xs text-muted-foreground">
        {total.toLocaleString("en-GB")} {total === 1 ? "entry" : "entries"}. Nobody can change or delete them;
        the shield marks those that are sealed into the chain that proves it.
      </p>
      <ol className="divide-y">
        {rows.map((row) => (
          <AuditItem key={row.id} row={row} />
        ))}
      </ol>
      {query.hasNextPage && (
        <div className="mt-3 text-center">
          <Button size="sm" isLoading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load older
          </Button>
        </div>
      )}
    </section>
  );
}

function AuditItem({ row }: { row: AuditData }) {
  const { timeZone } = usePreferences();
  const { text, detail } = describeAudit(row);
  const Seal = row.is_sealed ? ShieldCheck : ShieldEllipsis;
  return (
    <li className="flex items-start gap-2.5 py-2 text-sm">
      <span
        role="img"
        aria-label={row.is_sealed ? "Sealed" : "Waiting to be sealed"}
        className={cn("mt-0.5", row.is_sealed ? "text-success-text" : "text-subtle-foreground")}
        {...tooltip(row.is_sealed ? "Sealed into the audit chain" : "Will be sealed within seconds")}
      >
        <Seal aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p>
          <span className="font-medium">{auditActor(row)}</span> {text}
        </p>
        {detail && (
          <p className="mt-0.5 border-l-2 pl-2 whitespace-pre-wrap text-muted-foreground">{detail}</p>
        )}
        <p className="tabular mt-0.5 flex flex-wrap gap-x-2 text-xs text-subtle-foreground">
          <time dateTime={row.created_at}>{formatInstant(row.created_at, timeZone)}</time>
          {row.actor_name && <span>{roleName(row.actor_role)}</span>}
          {row.ip_address && <span className="font-mono">{row.ip_address}</span>}
          <span className="font-mono">{row.action}</span>
        </p>
      </div>
    </li>
  );
}
