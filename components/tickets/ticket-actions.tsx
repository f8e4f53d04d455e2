"use client";

import { useRouter } from "next/navigation";
import { lazy, useEffect, useSyncExternalStore } from "react";
import { dropHeldTyping, holdTyping } from "@/components/shared/held-typing";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { LazyPart } from "@/components/ui/lazy-part";
import { isListMounted, ticketAddress } from "./list-position";
import type { TicketRowData } from "./ticket-changes";

export type TicketActionName =
  | "create"
  | "follow-up"
  | "assign"
  | "take"
  | "status"
  | "priority"
  | "escalate"
  | "resolve"
  | "close"
  | "reopen"
  | "merge"
  | "archive"
  | "watchers"
  | "markdown"
  | "reply"
  | "note";

/** What a dialog knows of a ticket before its detail has loaded: any list row or detail has it. */
export type ActionTicket = Pick<TicketRowData, "id" | "number" | "title" | "status" | "priority">;

/** The signed-in person, as far as dialogs and the drawer need to know. */
export type Viewer = { id: string; name: string; role: string; is_staff: boolean };

export type ComposerMode = "reply" | "note";
/** What happens inside the open ticket, not in a dialog. */
export type DrawerAction = ComposerMode | "status" | "priority";
export type TicketActionRequest =
  | { action: "create"; ticket: null }
  | { action: Exclude<TicketActionName, "create" | DrawerAction>; ticket: ActionTicket };

const loadHost = () => import("./dialogs/dialog-host");
const DialogHost = lazy(loadHost);

type Handler = { number: number; run: (action: DrawerAction) => void };

let current: TicketActionRequest | null = null;
let openPage: ((href: string) => void) | null = null;
let awaited: { number: number; action: DrawerAction } | null = null;
const handlers = new Map<DrawerAction, Handler>();
const listeners = new Set<() => void>();

/**
 * Opens what belongs to a quick action: `openTicketAction("assign", [row])`. "create" needs no ticket. What is done
 * inside the drawer (reply, note, status, priority) opens the drawer first where it is not open yet.
 */
export function openTicketAction(action: TicketActionName, tickets: ActionTicket[] = []): void {
  const ticket = tickets[0];
  if (action === "create") {
    holdTyping("create", () => publish(null));
    publish({ action, ticket: null });
  } else if (!ticket) return;
  else if (isDrawerAction(action)) actInDrawer(action, ticket.number);
  else publish({ action, ticket });
}

/** For the open ticket: takes over the actions that happen inside it, also one that opened it. */
export function registerDrawerActions(
  number: number,
  actions: readonly DrawerAction[],
  run: (action: DrawerAction) => void,
): () => void {
  for (const action of actions) handlers.set(action, { number, run });
  if (awaited?.number === number && actions.includes(awaited.action)) {
    const { action } = awaited;
    awaited = null;
    run(action);
  }
  return () => {
    for (const action of actions) if (handlers.get(action)?.run === run) handlers.delete(action);
  };
}

/** For the open ticket, once it is on the page: the next thing done with it is likely to ask for a dialog. */
export function preloadDialogs(): void {
  void loadHost().then((host) => host.preload());
}

export interface TicketActionsProps {
  viewer: Viewer;
}

/** Mounted once in the desk's layout: `c` anywhere, and the dialogs, whose code arrives on first use. */
export function TicketActions({ viewer }: TicketActionsProps) {
  const router = useRouter();
  const request = useSyncExternalStore(subscribe, read, readServer);

  useShortcuts("Tickets", [{ keys: "c", label: "Create a ticket", run: () => openTicketAction("create") }]);
  useEffect(() => {
    openPage = (href) => router.push(href, { scroll: false });
    return () => {
      openPage = null;
    };
  }, [router]);

  if (!request) return null;
  return (
    <LazyPart
      onFailure={() => {
        dropHeldTyping();
        publish(null);
      }}
    >
      <DialogHost request={request} viewer={viewer} onClose={() => publish(null)} />
    </LazyPart>
  );
}

function isDrawerAction(action: TicketActionName): action is DrawerAction {
  return action === "reply" || action === "note" || action === "status" || action === "priority";
}

/** Also for a ticket that is still on its way; what is typed meanwhile waits for its composer. */
export function actInDrawer(action: DrawerAction, number: number): void {
  const handler = handlers.get(action);
  if (handler?.number === number) {
    handler.run(action);
    return;
  }
  awaited = { number, action };
  if (action === "reply" || action === "note") {
    holdTyping("composer", () => {
      awaited = null;
    });
  }
  const address = ticketAddress(number);
  if (window.location.pathname === `/tickets/${number}`) return;
  if (isListMounted()) window.history.pushState(null, "", address);
  else openPage?.(address);
}

function publish(request: TicketActionRequest | null): void {
  current = request;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const read = () => current;
const readServer = () => null;
