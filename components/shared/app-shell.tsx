"use client";

import { useRouter } from "next/navigation";
import { lazy, type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { cn } from "../ui/cn";
import { LazyPart } from "../ui/lazy-part";
import { AppRail } from "./app-rail";
import { dropHeldTyping, holdTyping } from "./held-typing";
import { OfflineBanner } from "./offline-banner";
import { usePreferences } from "./preferences";
import { ShellContext } from "./shell-context";
import type { NavItem, PaletteAction, ShellUser, TicketSearch } from "./shell-types";
import { useShortcuts } from "./use-shortcuts";

const CommandPalette = lazy(() => import("./command-palette"));
const ShortcutsDialog = lazy(() => import("./shortcuts-dialog"));
const RailSheet = lazy(() => import("./rail-sheet"));

export interface AppShellProps {
  user: ShellUser;
  /** Only what this person may open. */
  nav: NavItem[];
  onSignOut: () => void;
  /** Answers the command palette: a ticket number or words. */
  searchTickets?: TicketSearch;
  /** Actions that work on every page; pages add theirs with usePaletteActions. */
  actions?: PaletteAction[];
  bell?: ReactNode;
  profileHref?: string;
  /** The live stream is down. */
  isDisconnected?: boolean;
  children: ReactNode;
}

type Overlay = "palette" | "help" | "rail" | null;

const noActions: PaletteAction[] = [];

/** The frame of every signed-in page. A page draws its own top bar with PageFrame. */
export function AppShell(props: AppShellProps) {
  const { user, nav, onSignOut, bell, profileHref, actions = noActions, children } = props;
  const router = useRouter();
  const { preferences, update } = usePreferences();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const isCollapsed = preferences.is_rail_collapsed;
  useRailWidth(isCollapsed);
  const close = () => {
    dropHeldTyping();
    setOverlay(null);
  };
  const openPalette = useCallback(() => {
    holdTyping("palette", () => setOverlay(null));
    setOverlay("palette");
  }, []);
  const toggleRail = () => update({ is_rail_collapsed: !isCollapsed });

  useShortcuts("Anywhere", [
    {
      keys: "mod+k",
      label: "Search and run anything",
      run: openPalette,
      worksInFields: true,
    },
    { keys: "?", label: "Show keyboard shortcuts", run: () => setOverlay("help") },
    { keys: "[", label: "Fold or unfold the left rail", run: toggleRail },
  ]);
  useShortcuts(
    "Go to",
    nav.flatMap((item) =>
      item.keys ? [{ keys: item.keys, label: item.label, run: () => router.push(item.href) }] : [],
    ),
  );

  const shell = useMemo(
    () => ({
      user,
      bell,
      profileHref,
      onSignOut,
      openPalette,
      openHelp: () => setOverlay("help"),
      openRail: () => setOverlay("rail"),
    }),
    [user, bell, profileHref, onSignOut, openPalette],
  );
  const overlayProps = {
    isOpen: true,
    onOpenChange: (isOpen: boolean) => !isOpen && close(),
  };

  return (
    <ShellContext value={shell}>
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-sm bg-primary px-3 py-2 font-medium text-primary-foreground focus-visible:translate-y-0"
      >
        Skip to content
      </a>
      <div className="flex h-dvh flex-col overflow-hidden">
        <OfflineBanner isDisconnected={props.isDisconnected} />
        <div className="flex min-h-0 flex-1">
          <div
            className={cn(
              "hidden shrink-0 border-r bg-sidebar md:block print:hidden",
              isCollapsed ? "w-13" : "w-56",
            )}
          >
            <AppRail user={user} nav={nav} isCollapsed={isCollapsed} onToggle={toggleRail} />
          </div>
          <div className="flex min-w-0 flex-1 flex-col bg-background">{children}</div>
        </div>
      </div>
      <LazyPart key={overlay} onFailure={close}>
        {overlay === "palette" && (
          <CommandPalette {...overlayProps} nav={nav} actions={actions} searchTickets={props.searchTickets} />
        )}
        {overlay === "help" && <ShortcutsDialog {...overlayProps} />}
        {overlay === "rail" && <RailSheet {...overlayProps} user={user} nav={nav} />}
      </LazyPart>
    </ShellContext>
  );
}

/** Messages stand beside the rail, not on it. */
function useRailWidth(isCollapsed: boolean): void {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--rail-width", isCollapsed ? "3.25rem" : "14rem");
    return () => {
      style.removeProperty("--rail-width");
    };
  }, [isCollapsed]);
}
