"use client";

import * as Radix from "radix-ui/dialog";
import { type ReactNode, useRef, useSyncExternalStore } from "react";
import { useIsDisconnected } from "@/components/shared/live";
import { OfflineBanner } from "@/components/shared/offline-banner";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { returningFocus } from "@/components/ui/use-return-focus";
import { escapeInside } from "../escape-stack";
import { actInDrawer } from "../ticket-actions";
import { closeTicket, stepTo } from "./open-ticket";
import { usePrefetchedNeighbours } from "./use-prefetched-neighbours";

/** Beside the list where there is room for both; over everything, with the focus kept inside, where there is not. */
const narrow = "(max-width: 1023px)";

/** The panel stays while `j` and `k` change what is in it, so that nothing slides in twice. */
export default function DrawerFrame({ number, children }: { number: string; children: ReactNode }) {
  const panel = useRef<HTMLDivElement>(null);
  const isNarrow = useSyncExternalStore(subscribeToWidth, readIsNarrow, () => false);
  const isDisconnected = useIsDisconnected();
  usePrefetchedNeighbours(number);

  // What has the focus goes with the ticket it belongs to; the panel stays.
  const step = (direction: 1 | -1) => {
    panel.current?.focus({ preventScroll: true });
    void stepTo(number, direction);
  };
  useShortcuts("Open ticket", [
    { keys: "j", label: "Next ticket", run: () => step(1) },
    { keys: "k", label: "Previous ticket", run: () => step(-1) },
    { keys: "escape", label: "Back to the list", run: closeTicket },
    // Until the ticket itself is here and takes them over.
    { keys: "r", label: "Reply", run: () => actInDrawer("reply", Number(number)), isHidden: true },
    { keys: "n", label: "Note", run: () => actInDrawer("note", Number(number)), isHidden: true },
  ]);

  // Escape first leaves the field one is typing in; its text is kept.
  const leave = (event: KeyboardEvent) => {
    event.preventDefault();
    const active = document.activeElement;
    if (escapeInside()) return;
    if (active instanceof HTMLElement && isTextField(active) && panel.current?.contains(active))
      panel.current.focus();
    else closeTicket();
  };

  return (
    <Radix.Root open modal={isNarrow} onOpenChange={(isOpen) => !isOpen && closeTicket()}>
      <Radix.Content
        ref={panel}
        aria-describedby={undefined}
        data-shortcuts="page"
        onEscapeKeyDown={leave}
        onInteractOutside={(event) => event.preventDefault()}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          panel.current?.focus({ preventScroll: true });
        }}
        onCloseAutoFocus={returningFocus((event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>("#content [role=grid]")?.focus({ preventScroll: true });
        })}
        className="fixed inset-y-0 right-0 z-40 flex w-full animate-slide-in flex-col bg-background shadow-overlay outline-none [--slide-x:24px] lg:w-[clamp(40rem,56vw,57.5rem)] lg:border-l"
      >
        {/* On a phone the panel covers the shell, and its banner with it. */}
        <div className="lg:hidden">
          <OfflineBanner isDisconnected={isDisconnected} />
        </div>
        <Radix.Title className="sr-only">Ticket #{number}</Radix.Title>
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

function isTextField(element: HTMLElement): boolean {
  return element.isContentEditable || element.matches("input:not([type=checkbox]), textarea");
}

function subscribeToWidth(listener: () => void) {
  const query = window.matchMedia(narrow);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

const readIsNarrow = () => window.matchMedia(narrow).matches;
