"use client";

import { formatCount, formatInstant } from "../shared/format-time";
import { usePreferences } from "../shared/preferences";
import { Alert } from "../ui/alert";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import type { Run } from "./sync-queries";
import { kindNames, runStates, secondsWords, tookWords, triggerWords } from "./sync-words";

/** The truth about one run: every record it read is in exactly one of the figures. */
export default function RunReport({ run, onClose }: { run: Run; onClose: () => void }) {
  const { timeZone } = usePreferences();
  const instant = (value: string | null, fallback: string) =>
    value ? formatInstant(value, timeZone) : fallback;
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={`${kindNames[run.kind]} run of ${run.connection_name}`}
        description={`${run.requested_by_name ? `Started by ${run.requested_by_name}` : `Started ${triggerWords[run.trigger]}`}, ${instant(run.started_at ?? run.created_at, "")}`}
        width="sm"
      >
        <DialogBody className="grid gap-4">
          {run.error_message && (
            <Alert tone={run.status === "failed" ? "danger" : "warning"}>{run.error_message}</Alert>
          )}
          <dl className="tabular grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 text-sm">
            <Line name="State">
              <Badge tone={runStates[run.status].tone}>{runStates[run.status].label}</Badge>
            </Line>
            <Line name="Changed at the vendor from">{instant(run.cutoff_from, "the beginning")}</Line>
            <Line name="Changed at the vendor until">{instant(run.cutoff_to, "–")}</Line>
            {run.expected_count !== null && (
              <Line name="Tickets expected">{formatCount(run.expected_count)}</Line>
            )}
            <Line name="Read">{formatCount(run.read_count)}</Line>
            <Line name="New here">{formatCount(run.new_count)}</Line>
            <Line name="Changed">{formatCount(run.changed_count)}</Line>
            <Line name="Unchanged">{formatCount(run.unchanged_count)}</Line>
            <Line name="Deleted at the vendor">{formatCount(run.deleted_count)}</Line>
            <Line name="Failed">{formatCount(run.failed_count)}</Line>
            <Line name="Calls to the vendor">{formatCount(run.call_count)}</Line>
            <Line name="Held up by its limit">{secondsWords(run.throttled_seconds)}</Line>
            <Line name="Took">{tookWords(run)}</Line>
            <Line name="Longest from a change to its copy">
              {run.lag_seconds === null ? "–" : secondsWords(run.lag_seconds)}
            </Line>
          </dl>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Close report</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="text-right font-medium">{children}</dd>
    </>
  );
}
