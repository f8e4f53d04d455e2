"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, call } from "@/lib/platform/api-client";
import type { webhooksApi } from "@/lib/webhooks/api";
import { RelativeTime } from "../shared/relative-time";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { webhooksKey } from "./webhook-queries";
import { DeliveryState } from "./webhook-state";

export interface DeliveryDialogProps {
  id: string;
  canReplay: boolean;
  onClose: () => void;
  onReplayed: () => void;
}

type Detail = Answer<typeof webhooksApi.delivery>["data"];

const refreshMs = 3_000;

export default function DeliveryDialog({ id, canReplay, onClose, onReplayed }: DeliveryDialogProps) {
  const [isBusy, setIsBusy] = useState(false);
  const query = useQuery({
    queryKey: [...webhooksKey, "delivery", id],
    queryFn: ({ signal }) =>
      call<typeof webhooksApi.delivery>("GET", "/webhook-deliveries/{id}", { params: { id }, signal }),
    refetchInterval: refreshMs,
  });
  const delivery = query.data?.data;
  const replay = async () => {
    setIsBusy(true);
    try {
      await call<typeof webhooksApi.replay>("POST", "/webhook-deliveries/{id}/replay", { params: { id } });
      toast.success("The message is sent again");
      onReplayed();
      onClose();
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The server did not answer. Try again.");
      setIsBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={delivery?.event_name ?? "Delivery"}>
        <DialogBody className="grid gap-4">
          {query.isError && <Alert tone="danger">{query.error.message}</Alert>}
          {delivery ? <Facts delivery={delivery} /> : !query.isError && <Skeleton className="h-48" />}
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={onClose}>
            Close
          </Button>
          {delivery && delivery.status !== "pending" && canReplay && (
            <Button variant="primary" isLoading={isBusy} onClick={replay}>
              Send again
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Facts({ delivery }: { delivery: Detail }) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 text-sm text-muted-foreground">
        <DeliveryState status={delivery.status} />
        <span>
          made <RelativeTime instant={delivery.created_at} />
        </span>
        <code className="font-mono text-xs break-all">{delivery.message_id}</code>
      </div>
      <section aria-label="Tries" className="grid gap-2">
        <h3 className="text-sm font-medium">Tries</h3>
        {delivery.tries.length === 0 && <p className="text-sm text-muted-foreground">Not tried yet.</p>}
        <ol className="grid gap-2">
          {delivery.tries.map((each) => (
            <li key={each.number} className="rounded-md border p-2.5 text-sm">
              <p className="flex flex-wrap justify-between gap-x-3">
                <span>
                  {each.number}. {each.error ?? `Answered ${each.response_status}.`}
                </span>
                <span className="tabular text-muted-foreground">
                  {each.duration_ms} ms, <RelativeTime instant={each.attempted_at} />
                </span>
              </p>
              {each.response_excerpt && <Code label="What the receiver said">{each.response_excerpt}</Code>}
            </li>
          ))}
        </ol>
      </section>
      <section aria-label="Body" className="grid gap-2">
        <h3 className="text-sm font-medium">Body</h3>
        <Code label="The message's body">{pretty(delivery.body)}</Code>
      </section>
    </>
  );
}

function Code({ label, children }: { label: string; children: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="mt-1.5 max-h-72 scroll-slim overflow-auto rounded-sm bg-muted"
    >
      <pre className="p-2.5 font-mono text-xs">{children}</pre>
    </section>
  );
}

function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
