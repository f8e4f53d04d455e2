"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Answer, call } from "@/lib/platform/api-client";
import type { pushApi } from "@/lib/push/api";
import { TestButton } from "../notifications/test-button";
import { RelativeTime } from "../shared/relative-time";
import { Alert } from "../ui/alert";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { currentSubscription, hashOf, type PushState, usePush } from "./use-push";

type Browsers = Answer<typeof pushApi.list>;
type Browser = Browsers["data"][number];

/** Which browsers show notifications of their own, this one first. */
export function PushSection() {
  const browsers = useQuery({
    queryKey: ["push-subscriptions"],
    queryFn: ({ signal }) => call<typeof pushApi.list>("GET", "/push-subscriptions", { signal }),
  });
  if (browsers.isError)
    return (
      <Alert
        tone="danger"
        action={
          <Button size="sm" onClick={() => browsers.refetch()}>
            Try again
          </Button>
        }
      >
        {browsers.error.message}
      </Alert>
    );
  if (!browsers.data) return <Skeleton className="h-16" />;
  return <BrowserList answer={browsers.data} onChanged={browsers.refetch} />;
}

function BrowserList({ answer, onChanged }: { answer: Browsers; onChanged: () => Promise<unknown> }) {
  const hashes = answer.data.map((browser) => browser.endpoint_hash);
  const push = usePush(answer.public_key, hashes, onChanged);
  const ownHash = useOwnHash(push.state);
  const own = answer.data.find((browser) => browser.endpoint_hash === ownHash);
  const attempt = async (act: () => Promise<void>, done?: string) => {
    try {
      await act();
      if (done) toast.success(done);
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The browser refused. Try again.");
    }
  };
  const remove = async ({ id, label }: Browser) => {
    await call<typeof pushApi.remove>("DELETE", "/push-subscriptions/{id}", { params: { id } });
    toast.success(`${label} is no longer notified`);
    await onChanged();
  };
  return (
    <>
      <p className="text-sm">{words[push.state]}</p>
      {push.state === "off" && (
        <Button className="justify-self-start" isLoading={push.isBusy} onClick={() => attempt(push.turnOn)}>
          Notify me in this browser
        </Button>
      )}
      {push.state === "on" && (
        <Button
          className="justify-self-start"
          isLoading={push.isBusy}
          onClick={() => attempt(() => push.turnOff(own?.id), "This browser is no longer notified")}
        >
          Stop in this browser
        </Button>
      )}
      {answer.data.length > 0 && (
        <ul aria-label="Browsers that are notified" className="grid divide-y rounded-md border">
          {answer.data.map((browser) => (
            <li key={browser.id} className="flex items-center gap-2 px-3 py-2 text-sm">
              <span className="min-w-0 flex-1 truncate">{browser.label}</span>
              {browser.id === own?.id ? (
                <Badge tone="primary">This one</Badge>
              ) : (
                <>
                  <RelativeTime instant={browser.last_sent_at} fallback="Never used" className="text-xs" />
                  <Button
                    variant="danger-ghost"
                    size="sm"
                    aria-label={`Remove ${browser.label}`}
                    onClick={() => attempt(() => remove(browser))}
                  >
                    Remove
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {answer.data.length > 0 && (
        <TestButton channel="push" onSent={() => void onChanged()}>
          Send a test to these browsers
        </TestButton>
      )}
    </>
  );
}

const words: Record<PushState, string> = {
  unknown: "Looking at what this browser allows…",
  unsupported:
    "This browser cannot show notifications of this desk. It needs https and, on iPhones and iPads, Docket on the home screen.",
  denied:
    "You told this browser not to show notifications of this desk. Allow them in its settings for this site, then reload.",
  off: "This browser shows nothing while Docket is closed.",
  on: "This browser shows what is chosen above for push, also while Docket is closed.",
};

function useOwnHash(state: PushState): string | null {
  const [hash, setHash] = useState<string | null>(null);
  useEffect(() => {
    if (state !== "on") return setHash(null);
    void currentSubscription().then(
      async (subscription) => subscription && setHash(await hashOf(subscription.endpoint)),
    );
  }, [state]);
  return hash;
}
