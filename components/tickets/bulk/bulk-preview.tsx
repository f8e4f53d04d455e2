"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleSlash } from "lucide-react";
import { useEffect, useState } from "react";
import type { bulkApi } from "@/lib/bulk/api";
import type { BulkPreview } from "@/lib/bulk/schema";
import { call, type Wire } from "@/lib/platform/api-client";
import { formatCount } from "../../shared/format-time";
import { Skeleton } from "../../ui/skeleton";
import { countWords } from "../ticket-list/words";
import { failureText } from "../ticket-queries";
import type { OfferedAction } from "./bulk-actions";
import type { BulkSelectionInput } from "./bulk-change";

const PAUSE_MS = 400;

export type PreviewData = Wire<BulkPreview>;

/** Asks what a change would do, once its fields have rested: previews are counted against a limit. */
export function useBulkPreview(
  action: OfferedAction,
  payload: Record<string, unknown> | null,
  selection: BulkSelectionInput,
) {
  const wanted =
    payload && JSON.stringify({ action, payload: previewPayload(action, payload), ...selection });
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return useQuery({
    queryKey: ["bulk-preview", asked],
    enabled: asked !== null && asked === wanted,
    staleTime: 15_000,
    gcTime: 60_000,
    queryFn: async ({ signal }): Promise<PreviewData> =>
      (
        await call<typeof bulkApi.preview>("POST", "/bulk/preview", {
          body: JSON.parse(asked ?? "{}"),
          signal,
        })
      ).data,
  });
}

export interface BulkPreviewProps {
  preview: ReturnType<typeof useBulkPreview>;
  /** A field the change needs is still empty. */
  isIncomplete: boolean;
  count: number;
}

export function BulkPreviewPanel({ preview, isIncomplete, count }: BulkPreviewProps) {
  const { data, error } = preview;
  return (
    <section
      aria-label="Effect"
      aria-live="polite"
      className="grid gap-2 rounded-md border bg-surface p-3 text-sm"
    >
      {isIncomplete ? (
        <p className="text-muted-foreground">
          What happens to the {countWords(count, "ticket")} is shown here.
        </p>
      ) : error ? (
        <p role="alert" className="text-danger-text">
          {failureText(error)}
        </p>
      ) : data ? (
        <Effect {...data} />
      ) : (
        <Skeleton className="h-5 w-2/3" />
      )}
    </section>
  );
}

function Effect({ allowed, refusals }: PreviewData) {
  const refused = refusals.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <p className="flex items-center gap-2">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success-text" />
        {allowed === 0 ? "No ticket will change." : `${countWords(allowed, "ticket")} will change.`}
      </p>
      {refused > 0 && (
        <div className="flex items-start gap-2">
          <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-text" />
          <div className="min-w-0">
            <p>
              {countWords(refused, "ticket")} will be left as {refused === 1 ? "it is" : "they are"}:
            </p>
            <ul className="mt-1 grid gap-1 text-muted-foreground">
              {refusals.map(({ message, count, tickets }) => (
                <li key={message}>
                  <span className="tabular font-medium text-foreground">{formatCount(count)}</span> {message}{" "}
                  <span className="tabular text-xs text-subtle-foreground">{examples(tickets, count)}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  );
}

function examples(tickets: PreviewData["refusals"][number]["tickets"], count: number): string {
  const numbers = tickets.flatMap(({ number }) => (number === null ? [] : [`#${number}`]));
  return numbers.length === 0 ? "" : `${numbers.join(", ")}${count > numbers.length ? " …" : ""}`;
}

// The words of a message change nothing about who may receive it, and would ask again with every pause.
function previewPayload(action: OfferedAction, payload: Record<string, unknown>): Record<string, unknown> {
  if (action === "reply" || action === "note") return { message: "…" };
  return action === "resolve"
    ? { resolution_summary: "A summary is given when the operation starts." }
    : payload;
}
