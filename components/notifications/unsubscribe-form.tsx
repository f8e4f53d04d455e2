"use client";

import { useState } from "react";
import type { notificationsApi } from "@/lib/notifications/api";
import { call } from "@/lib/platform/api-client";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";

interface UnsubscribeFormProps {
  token: string;
  ticketNumber: number | null;
}

type Scope = "ticket" | "all";

/** Following a link must not change anything by itself: programs that check links follow it too. */
export function UnsubscribeForm({ token, ticketNumber }: UnsubscribeFormProps) {
  const [sending, setSending] = useState<Scope | null>(null);
  const [stopped, setStopped] = useState<Scope | null>(null);
  const [error, setError] = useState<string | null>(null);
  const stop = async (scope: Scope) => {
    setSending(scope);
    setError(null);
    try {
      const { data } = await call<typeof notificationsApi.unsubscribe>("POST", "/notifications/unsubscribe", {
        query: { token, scope },
      });
      setStopped(data.stopped);
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : "This did not work. Try again.");
    }
    setSending(null);
  };
  return (
    <div className="grid gap-3">
      {stopped && (
        <Alert
          tone="success"
          title={
            stopped === "all" ? "All e-mail is stopped" : `E-mail about ticket #${ticketNumber} is stopped`
          }
        >
          {stopped === "all"
            ? "Whoever has an account can start it again under Settings, Notifications."
            : "Other tickets still reach you."}
        </Alert>
      )}
      {error && <Alert tone="danger">{error}</Alert>}
      {ticketNumber !== null && !stopped && (
        <Button variant="primary" size="lg" isLoading={sending === "ticket"} onClick={() => stop("ticket")}>
          Stop e-mail about ticket #{ticketNumber}
        </Button>
      )}
      {stopped !== "all" && (
        <Button
          variant={ticketNumber === null ? "primary" : "secondary"}
          size="lg"
          isLoading={sending === "all"}
          onClick={() => stop("all")}
        >
          Stop all e-mail
        </Button>
      )}
    </div>
  );
}
