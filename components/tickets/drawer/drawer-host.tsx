"use client";

import dynamic from "next/dynamic";
import { useParams, usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { LazyPart } from "@/components/ui/lazy-part";
import { DrawerContext, type DrawerContextValue } from "./drawer-context";
import { closeTicket } from "./open-ticket";

const loadFrame = () => import("./drawer-frame");
const loadStepped = () => import("./stepped-ticket");
// Next's dynamic, because a ticket that came with the page has its code announced in the page's head.
const DrawerFrame = dynamic(loadFrame);
const SteppedTicket = dynamic(loadStepped);

/** For the list: a row is looked at, so the drawer's code may come. */
export function preloadDrawer(): void {
  void loadFrame().catch(ignore);
  void loadStepped().catch(ignore);
}

// What failed to come early is asked for again, and reported, when it is needed.
const ignore = () => undefined;

export interface DrawerHostProps extends DrawerContextValue {
  /** The page under the tickets layout: the ticket the server rendered, or nothing. */
  children: ReactNode;
}

/**
 * Shows the ticket whose number is in the address. One that came with the page is shown as it came; one that was
 * opened or stepped to from the list is read by the browser alone, so that it does not wait for a page.
 */
export function DrawerHost({ viewer, mayMerge, children }: DrawerHostProps) {
  const open = usePathname().match(/^\/tickets\/([^/]+)$/)?.[1];
  const { number: rendered } = useParams<{ number?: string }>();
  if (!open) return null;
  return (
    <DrawerContext value={{ viewer, mayMerge }}>
      <LazyPart onFailure={closeTicket}>
        <DrawerFrame number={open}>
          {open === rendered ? children : <SteppedTicket key={open} number={open} />}
        </DrawerFrame>
      </LazyPart>
    </DrawerContext>
  );
}
