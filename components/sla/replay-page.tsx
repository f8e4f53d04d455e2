"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { slaApi } from "@/lib/sla/api";
import { FormField } from "../shared/form-field";
import { usePreferences } from "../shared/preferences";
import { priorityVisuals } from "../shared/ticket-visuals";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { PolicyDialog } from "./policy-dialog";
import { addToReplay, useReplayDraft } from "./replay-draft";
import { ReplayDrafts } from "./replay-drafts";
import { dayAfter, type ReplayBody, replayKey, startOfDay } from "./replay-period";
import { ReplayProgress } from "./replay-progress";
import { SlaFrame } from "./sla-frame";
import {
  type Calendar,
  calendarsQuery,
  draftOf,
  messageOf,
  type Policies,
  policiesQuery,
} from "./sla-queries";
import { teamWords } from "./sla-words";

export interface ReplayPageProps {
  policies: Policies;
  calendars: Calendar[];
  /** The last 30 days, from the server's clock. */
  period: { from: string; to: string };
  /** The replay that the address names. */
  replayId: string | null;
}

/** A draft of policies and calendars against tickets of the past, before it counts for new ones. */
export function ReplayPage({
  policies: initial,
  calendars: initialCalendars,
  period,
  replayId,
}: ReplayPageProps) {
  const { timeZone } = usePreferences();
  const { data: policies } = useQuery({ ...policiesQuery, initialData: initial });
  const { data: calendars } = useQuery({ ...calendarsQuery, initialData: { data: initialCalendars } });
  const draft = useReplayDraft();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const [editing, setEditing] = useState<string | null>(null);
  const isEmpty = draft.policies.length + draft.calendars.length === 0;
  const router = useRouter();
  const queryClient = useQueryClient();
  const replay = useMutation({
    mutationFn: (body: ReplayBody) => call<typeof slaApi.startReplay>("POST", "/sla-replays", { body }),
    onSuccess: (answer) => {
      queryClient.setQueryData(replayKey(answer.data.id), answer);
      router.replace(`/settings/sla/replay?replay=${answer.data.id}`, { scroll: false });
    },
  });
  const chosen = policies.data.find(({ id }) => id === editing);

  const run = (event: FormEvent) => {
    event.preventDefault();
    replay.mutate({
      from: startOfDay(from, timeZone),
      to: startOfDay(dayAfter(to), timeZone),
      ...draft,
    });
  };

  return (
    <SlaFrame
      canWrite
      description="How many tickets of a past period would have been late under other policies or hours. Nothing changes by trying."
    >
      <div className="grid gap-6">
        <section aria-label="Draft" className="grid gap-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="text-base font-semibold">Draft</h3>
            <Select
              aria-label="Draft another policy"
              placeholder="Draft a policy…"
              value={undefined}
              onValueChange={setEditing}
              options={policies.data.map((policy) => ({
                value: policy.id,
                label: `${priorityVisuals[policy.priority].label} · ${teamWords(policy, policy.franchise_name)}`,
              }))}
              className="w-64"
            />
          </div>
          {isEmpty ? (
            <p className="rounded-md border border-dashed px-4 py-5 text-sm text-muted-foreground">
              Nothing drafted yet. Choose a policy to change on trial, or press “Try on the past” while
              editing a policy or a calendar. An empty draft replays the policies as they are now.
            </p>
          ) : (
            <ReplayDrafts draft={draft} calendars={calendars.data} policies={policies.data} />
          )}
        </section>
        <form onSubmit={run} className="flex flex-wrap items-end gap-3">
          <FormField label="Tickets created from">
            <Input type="date" value={from} max={to} onChange={(event) => setFrom(event.target.value)} />
          </FormField>
          <FormField label="to, inclusive">
            <Input type="date" value={to} min={from} onChange={(event) => setTo(event.target.value)} />
          </FormField>
          <Button
            type="submit"
            variant="primary"
            isLoading={replay.isPending}
            disabled={!from || !to || from > to}
          >
            <Play aria-hidden />
            Try it
          </Button>
        </form>
        {replay.error && <Alert tone="danger">{messageOf(replay.error)}</Alert>}
        {replayId && <ReplayProgress id={replayId} />}
      </div>
      {chosen && (
        <PolicyDialog
          title={`Draft: ${priorityVisuals[chosen.priority].label} · ${teamWords(chosen, chosen.franchise_name)}`}
          initial={draftOf(chosen)}
          calendars={calendars.data}
          submitLabel="Keep draft"
          effect="A draft only: policies stay as they are until you save them under Policies."
          onSubmit={(next) => addToReplay({ policies: [next] })}
          onClose={() => setEditing(null)}
        />
      )}
    </SlaFrame>
  );
}
