"use client";

import { SearchX } from "lucide-react";
import { useParams, usePathname, useRouter } from "next/navigation";
import { startTransition } from "react";
import { EmptyState } from "@/components/shared/empty-state";
import { ErrorState } from "@/components/shared/error-state";
import { Button } from "@/components/ui/button";
import { DrawerBar } from "./drawer-header";
import { closeTicket } from "./open-ticket";

/** The same words for a ticket that does not exist and one this person may not see. */
export function TicketMissing() {
  const number = usePathname().split("/").at(-1) ?? "";
  return (
    <>
      <div className="px-4 md:px-5">
        <DrawerBar number={number} />
      </div>
      <EmptyState
        Icon={SearchX}
        title={`There is no ticket #${number} for you`}
        className="flex-1"
        action={<Button onClick={closeTicket}>Back to the list</Button>}
      >
        It does not exist, or it belongs to a queue your role does not see. Check the number, or ask whoever
        sent it to add you as a watcher.
      </EmptyState>
    </>
  );
}

export function TicketFailure({ requestId, onRetry }: { requestId: string | null; onRetry: () => void }) {
  const router = useRouter();
  const { number } = useParams<{ number: string }>();
  return (
    <>
      <div className="px-4 md:px-5">
        <DrawerBar number={number} />
      </div>
      <ErrorState
        title="This ticket did not load"
        message="The server could not read it just now."
        notLost="Drafts of replies and notes are kept in this browser."
        requestId={requestId}
        onRetry={() =>
          startTransition(() => {
            router.refresh();
            onRetry();
          })
        }
        className="flex-1"
      />
    </>
  );
}
