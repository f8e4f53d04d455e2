"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "@/lib/platform/api-client";
import type { slaApi } from "@/lib/sla/api";
import { ErrorState } from "../shared/error-state";
import { formatDay } from "../shared/format-time";
import { usePreferences } from "../shared/preferences";
import { ProgressCard } from "../shared/progress-card";
import { Alert } from "../ui/alert";
import { Skeleton } from "../ui/skeleton";
import { type Replay, replayKey } from "./replay-period";
import { ReplayResult } from "./replay-result";
import { messageOf } from "./sla-queries";

const lookAgainMs = 1_000;

/** A replay under way, then what it found; both survive a reload and can be sent to a colleague. */
export function ReplayProgress({ id }: { id: string }) {
  const queryClient = useQueryClient();
  const { timeZone } = usePreferences();
  const params = { id };
  const replay = useQuery({
    queryKey: replayKey(id),
    queryFn: ({ signal }) => call<typeof slaApi.replay>("GET", "/sla-replays/{id}", { params, signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.data) ? lookAgainMs : false),
  });
  const cancel = useMutation({
    mutationFn: () => call<typeof slaApi.cancelReplay>("POST", "/sla-replays/{id}/cancel", { params }),
    onSuccess: (answer) => queryClient.setQueryData(replayKey(id), answer),
  });
  if (replay.isError)
    return <ErrorState message={messageOf(replay.error)} onRetry={() => void replay.refetch()} />;
  if (replay.isPending) return <Skeleton className="h-40 w-full" aria-busy />;
  const { data } = replay.data;
  const day = (instant: number | string) => formatDay(instant, timeZone, Date.parse(data.created_at));
  const period = `Tickets created ${day(data.from)} to ${day(Date.parse(data.to) - 1)}`;
  return (
    <div className="grid gap-4">
      {isUnderWay(data) ? (
        <ProgressCard
          title={period}
          unit="tickets"
          done={data.done_tickets}
          total={data.total_tickets}
          status={data.status === "queued" ? "queued" : "running"}
          detail={cancel.error ? messageOf(cancel.error) : null}
          onCancel={() => cancel.mutate()}
        />
      ) : (
        <p className="text-sm text-muted-foreground">{period}. Kept for a week under this address.</p>
      )}
      {data.status === "failed" && <Alert tone="danger">{data.error_message}</Alert>}
      {data.status === "cancelled" && (
        <Alert tone="info">Cancelled. The numbers are those of the tickets looked at until then.</Alert>
      )}
      {(!isUnderWay(data) || data.done_tickets > 0) && <ReplayResult replay={data} />}
    </div>
  );
}

function isUnderWay({ status }: Replay): boolean {
  return status === "queued" || status === "running";
}
