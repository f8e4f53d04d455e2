"use client";

import { CircleQuestionMark, Menu, Search } from "lucide-react";
import { lazy, type ReactNode } from "react";
import { Avatar } from "../ui/avatar";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";
import { Kbd } from "../ui/kbd";
import { tooltip } from "../ui/tooltip";
import { LazyMenu } from "./lazy-menu";
import { useShell } from "./shell-context";

const loadPersonMenu = () => import("./person-menu");
const PersonMenu = lazy(loadPersonMenu);

export interface PageFrameProps {
  title: ReactNode;
  /** Quiet text beside the title: a total, a view's owner. */
  detail?: ReactNode;
  actions?: ReactNode;
  /** Fills the height and scrolls inside itself (lists); otherwise the page scrolls. */
  isFullHeight?: boolean;
  className?: string;
  children: ReactNode;
}

/** The top bar and the content of one page. */
export function PageFrame({
  title,
  detail,
  actions,
  isFullHeight = false,
  className,
  children,
}: PageFrameProps) {
  const shell = useShell();
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-background px-3 md:px-4 print:hidden">
        <IconButton label="Open navigation" onClick={shell.openRail} className="md:hidden">
          <Menu aria-hidden />
        </IconButton>
        {/* On a phone the two share the room of one: beside each other neither could be read. */}
        <div className="flex min-w-0 flex-col sm:flex-row sm:items-baseline sm:gap-2">
          <h1 className="min-w-0 truncate text-base font-semibold tracking-tight max-sm:leading-5">
            {title}
          </h1>
          {detail && (
            <div className="tabular truncate text-sm text-muted-foreground max-sm:text-2xs">{detail}</div>
          )}
        </div>
        <div className="min-w-2 flex-1" />
        {actions && <div className="flex items-center gap-1.5">{actions}</div>}
        <button
          type="button"
          onClick={shell.openPalette}
          className="ml-1 hidden h-7 items-center gap-2 rounded-sm border border-border-strong bg-surface pr-1 pl-2 text-sm text-subtle-foreground shadow-raised transition-colors duration-100 hover:bg-hover lg:flex"
        >
          <Search aria-hidden className="size-3.5" />
          <span className="pr-6">Search or run</span>
          <Kbd keys="mod+k" />
        </button>
        <IconButton label="Search or run" keys="mod+k" onClick={shell.openPalette} className="lg:hidden">
          <Search aria-hidden />
        </IconButton>
        {shell.bell}
        <IconButton label="Keyboard shortcuts" keys="?" onClick={shell.openHelp} className="hidden sm:grid">
          <CircleQuestionMark aria-hidden />
        </IconButton>
        <LazyMenu
          Content={PersonMenu}
          load={loadPersonMenu}
          contentProps={{ user: shell.user, profileHref: shell.profileHref, onSignOut: shell.onSignOut }}
          trigger={
            <button
              type="button"
              aria-label={`${shell.user.name}, your account`}
              className="ml-0.5 rounded-full"
              {...tooltip("Your account")}
            >
              <Avatar
                name={shell.user.name}
                seed={shell.user.id}
                imageUrl={shell.user.avatar_url}
                size="md"
              />
            </button>
          }
        />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className={cn(
          // What is only for screen readers is absolute, and must scroll with the page instead of stretching it.
          "relative min-h-0 flex-1 outline-none",
          isFullHeight ? "flex flex-col overflow-hidden" : "scroll-slim overflow-y-auto",
          className,
        )}
      >
        {children}
      </main>
    </>
  );
}
