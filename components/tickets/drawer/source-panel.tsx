"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { Clock3, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/shared/error-state";
import { minutesWords } from "@/components/shared/format-time";
import { RelativeTime } from "@/components/shared/relative-time";
import { WriteBackState } from "@/components/sync/write-back-state";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { type Answer, call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { failureText, requestIdOf, ticketKeys } from "../ticket-queries";
import { sentenceCase } from "../ticket-words";
import { Section } from "./section";

type Source = Answer<typeof syncApi.ticketSource>["data"];
type Entry = Source["time_entries"][number];

function sourceQuery(ticketId: string) {
  return queryOptions({
    queryKey: [...ticketKeys.all(ticketId), "source"],
    queryFn: async ({ signal }) =>
      (
        await call<typeof syncApi.ticketSource>("GET", "/tickets/{id}/source", {
          params: { id: ticketId },
          signal,
        })
      ).data,
  });
}

/** What the external desk says of its ticket, and the hours worked on it there. */
export default function SourcePanel({ ticketId, vendor }: { ticketId: string; vendor: string }) {
  const { data: source, error, refetch, isFetching } = useQuery(sourceQuery(ticketId));
  const name = sentenceCase(vendor);
  if (!source)
    return (
      <Section title={`At ${name}`}>
        {error ? (
          <ErrorState
            message={failureText(error)}
            requestId={requestIdOf(error)}
            onRetry={() => void refetch()}
            isRetrying={isFetching}
          />
        ) : (
          <Skeleton className="h-24 w-full" />
        )}
      </Section>
    );
  return (
    <>
      <Section title={`At ${name}`}>
        {source.deleted_at && (
          <Alert tone="warning" className="mb-2">
            {deletedWords(source, name)} <RelativeTime instant={source.deleted_at} />. The copy is kept.
          </Alert>
        )}
        <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2 gap-y-1.5 text-sm">
          <Fact name="Status">{source.status_text}</Fact>
          <Fact name="Priority">{source.priority_text}</Fact>
          <Fact name="Type">{source.type}</Fact>
          <Fact name="Group">{source.group_name}</Fact>
          <Fact name="Agent">{source.responder_name}</Fact>
          <Fact name="Company">
            {source.company_name && (
              <>
                {source.company_name}
                {source.needs_mapping && (
                  <Badge tone="warning" className="ml-1.5">
                    Needs mapping
                  </Badge>
                )}
              </>
            )}
          </Fact>
          <Fact name="Due">{source.due_at && <RelativeTime instant={source.due_at} />}</Fact>
          <Fact name="Updated">
            <RelativeTime instant={source.vendor_updated_at} />
          </Fact>
          <Fact name="Copied">
            <RelativeTime instant={source.synced_at} />
            {source.conversations_read_at === null && (
              <span className="block text-xs text-warning-text">Its conversation could not be read yet.</span>
            )}
          </Fact>
        </dl>
      </Section>
      <SentBack source={source} vendor={name} />
      <Hours source={source} vendor={name} />
    </>
  );
}

/** Changes made here and what became of them at the desk that owns the ticket. */
function SentBack({ source, vendor }: { source: Source; vendor: string }) {
  if (source.write_backs.length === 0) return null;
  return (
    <Section title={`Sent to ${vendor}`}>
      <ul className="divide-y border-y text-sm">
        {source.write_backs.map(({ id, summary, status, error_message, created_at }) => (
          <li key={id} className="py-1.5">
            <div className="flex items-start justify-between gap-2">
              <span className="min-w-0 wrap-anywhere">{summary}</span>
              <WriteBackState status={status} />
            </div>
            <p className="text-xs text-muted-foreground">
              <RelativeTime instant={created_at} />
              {error_message && <span className="block wrap-anywhere">{error_message}</span>}
              {(status === "failed" || status === "conflict") && (
                <span className="block">An admin decides it on the Sync page.</span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** No hours and hours that could not be read are two things. */
function Hours({ source, vendor }: { source: Source; vendor: string }) {
  const { time_entries: entries, time_entries_read_at, total_minutes, billable_minutes } = source;
  return (
    <Section title="Hours">
      {time_entries_read_at === null && (
        <p className="mb-1.5 flex items-start gap-1.5 text-sm text-warning-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {entries.length === 0
            ? `They could not be read from ${vendor} yet; the next run tries again.`
            : "The last reading failed; these are from the one before."}
        </p>
      )}
      {entries.length === 0 ? (
        time_entries_read_at !== null && <p className="text-sm text-subtle-foreground">None entered</p>
      ) : (
        <>
          <p className="tabular flex items-baseline gap-1.5 text-sm">
            <Clock3 aria-hidden className="size-4 shrink-0 self-center text-subtle-foreground" />
            <span className="font-medium">{minutesWords(total_minutes)}</span>
            <span className="text-muted-foreground">
              {billable_minutes === total_minutes
                ? "all billable"
                : `${minutesWords(billable_minutes)} billable`}
            </span>
          </p>
          <ul className="mt-1.5 divide-y border-t text-sm">
            {entries.map((entry) => (
              <HoursRow key={entry.id} entry={entry} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function HoursRow({ entry }: { entry: Entry }) {
  return (
    <li className="py-1.5">
      <div className="tabular flex items-baseline justify-between gap-2">
        <span className="min-w-0 truncate">{entry.agent_name ?? "Unknown agent"}</span>
        <span className="shrink-0 font-medium">
          {entry.minutes === null ? (
            <span className="text-warning-text">not readable</span>
          ) : (
            minutesWords(entry.minutes)
          )}
        </span>
      </div>
      <p className="flex flex-wrap gap-x-2 text-xs text-muted-foreground">
        {entry.work_date && <span className="tabular">{dayWords(entry.work_date)}</span>}
        {!entry.is_billable && <span>not billable</span>}
        {entry.is_running && <span>timer running</span>}
        {entry.note && <span className="min-w-0 wrap-anywhere">{entry.note}</span>}
      </p>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt className="py-0.5 text-muted-foreground">{name}</dt>
      <dd className="min-w-0 py-0.5 wrap-anywhere">{children}</dd>
    </>
  );
}

function deletedWords({ deleted_reason, merged_into_external_id }: Source, vendor: string): string {
  if (deleted_reason === "spam") return `Marked as spam at ${vendor}`;
  if (deleted_reason === "merged") return `Merged into ${merged_into_external_id ?? "another"} at ${vendor}`;
  return deleted_reason === "deleted" ? `Deleted at ${vendor}` : `No longer found at ${vendor}`;
}

/** A calendar day of the desk, which no time zone moves. */
function dayWords(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
