"use client";

import { type ReactNode, useEffect } from "react";
import { Bell } from "@/components/notifications/bell";
import { AppShell } from "@/components/shared/app-shell";
import { LiveProvider, useIsDisconnected } from "@/components/shared/live";
import type { NavItem, PaletteTicket, ShellUser } from "@/components/shared/shell-types";
import { signOut } from "@/components/shared/sign-out";
import { call, signedOutEvent } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import type { ViewData } from "../tickets/views/views-query";
import { useViewNavigation } from "./use-view-navigation";

interface DeskShellProps {
  user: ShellUser;
  nav: NavItem[];
  /** The saved views as the server read them, without counts; null for roles that have none. */
  views: ViewData[] | null;
  /** See LiveProvider. */
  liveSince: number;
  children: ReactNode;
}

const bell = <Bell />;

/** The shell with everything that talks to the server: live stream, palette search, signing out. */
export function DeskShell(props: DeskShellProps) {
  return (
    <LiveProvider userId={props.user.id} since={props.liveSince}>
      <ConnectedShell {...props} />
    </LiveProvider>
  );
}

function ConnectedShell({ user, nav: pages, views, children }: Omit<DeskShellProps, "liveSince">) {
  const nav = useViewNavigation(pages, views);
  const isDisconnected = useIsDisconnected();
  useEffect(() => {
    // The server then leads to the sign-in page, and from there back to this address.
    const reload = () => location.reload();
    window.addEventListener(signedOutEvent, reload);
    return () => window.removeEventListener(signedOutEvent, reload);
  }, []);
  return (
    <AppShell
      user={user}
      nav={nav}
      onSignOut={signOut}
      searchTickets={searchTickets}
      bell={bell}
      profileHref="/settings/profile"
      isDisconnected={isDisconnected}
    >
      {children}
    </AppShell>
  );
}

async function searchTickets(search: string, signal: AbortSignal): Promise<PaletteTicket[]> {
  const { data } = await call<typeof ticketsApi.list>("GET", "/tickets", {
    query: { search, limit: 8, sort: "updated_at", archived: "any", count: "false" },
    signal,
  });
  return data.map(({ id, number, title, status }) => ({
    id,
    number,
    title,
    status,
    href: `/tickets/${number}`,
  }));
}
