"use client";

import { useState } from "react";
import type { notificationsApi } from "@/lib/notifications/api";
import type { DeliveryChannel } from "@/lib/notifications/schema";
import { call } from "@/lib/platform/api-client";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";

interface TestButtonProps {
  channel: DeliveryChannel;
  children: string;
  onSent?: () => void;
}

/** One message to oneself; what went wrong is said in full, as whoever repairs it needs it. */
export function TestButton({ channel, children, onSent }: TestButtonProps) {
  const [isBusy, setIsBusy] = useState(false);
  const send = async () => {
    setIsBusy(true);
    try {
      const { data } = await call<typeof notificationsApi.test>("POST", "/notifications/test", {
        query: { channel },
      });
      if (data.is_sent) toast.success(data.message);
      else toast.error(`It could not be sent: ${data.message}`);
      onSent?.();
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The server did not answer. Try again.");
    }
    setIsBusy(false);
  };
  return (
    <Button size="sm" className="justify-self-start" isLoading={isBusy} onClick={send}>
      {children}
    </Button>
  );
}
