"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { lazy, useEffect } from "react";
import { LazyMenu } from "../shared/lazy-menu";
import { useChanges } from "../shared/live";
import { useShortcuts } from "../shared/use-shortcuts";
import { IconButton } from "../ui/icon-button";
import { markRead, notificationsKey, unreadOptions } from "./notification-queries";

const loadPanel = () => import("./bell-panel");
const BellPanel = lazy(loadPanel);
const noProps = {};

/** The number is live; what it stands for is read when the bell is opened. */
export function Bell() {
  const client = useQueryClient();
  const router = useRouter();
  const { data: unread = 0 } = useQuery(unreadOptions);
  useChanges((events) => {
    if (
      events.some(
        ({ name }) => name === "resync" || name === "notification.created" || name === "notification.read",
      )
    )
      void client.invalidateQueries({ queryKey: notificationsKey });
  });
  useReadWithTicket(unread);
  useShortcuts("Go to", [{ keys: "g n", label: "Notifications", run: () => router.push("/notifications") }]);
  return (
    <LazyMenu
      Content={BellPanel}
      load={loadPanel}
      popup="dialog"
      contentProps={noProps}
      trigger={
        <IconButton label={unread === 0 ? "Notifications" : `Notifications, ${unread} unread`} keys="g n">
          <BellIcon aria-hidden />
          {unread > 0 && (
            <span
              aria-hidden
              className="tabular absolute -top-0.5 -right-0.5 grid h-4 pointer-coarse:top-0.5 pointer-coarse:right-0.5 min-w-4 place-items-center rounded-full bg-danger px-1 text-[10px] leading-none font-semibold text-danger-foreground"
            >
              {unread > 99 ? "99+" : unread}
            </span>
          )}
        </IconButton>
      }
    />
  );
}

/** Whoever looks at a ticket has read what the bell says of it, also of what arrives meanwhile. */
function useReadWithTicket(unread: number): void {
  const client = useQueryClient();
  const number = Number(usePathname().match(/^\/tickets\/(\d+)$/)?.[1] ?? 0);
  useEffect(() => {
    if (number === 0 || unread === 0) return;
    const read = () => {
      if (document.visibilityState !== "visible") return;
      markRead({ ticket_number: number })
        .then((left) => {
          if (left !== unread) void client.invalidateQueries({ queryKey: notificationsKey });
        })
        // The next look at the ticket tries again; nothing is lost by a number that is too high for a while.
        .catch(() => undefined);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [client, number, unread]);
}
