"use client";

import {
  type ComponentType,
  cloneElement,
  type LazyExoticComponent,
  type ReactElement,
  useState,
} from "react";
import { LazyPart } from "../ui/lazy-part";

/** What a lazily loaded menu or popover receives besides its own props. */
export interface LazyMenuContentProps {
  /** To be rendered inside the overlay's own Trigger (asChild). */
  trigger: ReactElement;
  /** The first click already happened, so open at once. */
  defaultOpen: boolean;
}

export interface LazyMenuProps<P extends LazyMenuContentProps> {
  /** `lazy(load)`, made once at module level. */
  Content: LazyExoticComponent<ComponentType<P>>;
  load: () => Promise<unknown>;
  contentProps: Omit<P, keyof LazyMenuContentProps>;
  trigger: ReactElement<Record<string, unknown>>;
  /** "menu" unless the overlay is a popover with fields in it. */
  popup?: "menu" | "dialog" | "listbox";
  defaultOpen?: boolean;
}

/**
 * A menu or popover whose code arrives on first use. Until then only its trigger is on the page;
 * pointing at the trigger or focusing it starts the download.
 */
export function LazyMenu<P extends LazyMenuContentProps>({
  Content,
  load,
  contentProps,
  trigger,
  popup = "menu",
  defaultOpen = false,
}: LazyMenuProps<P>) {
  const [isWanted, setIsWanted] = useState(defaultOpen);
  const preload = () => void load().catch(() => undefined);
  const closed = cloneElement(trigger, {
    "aria-haspopup": popup,
    "aria-expanded": false,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: () => setIsWanted(true),
  });
  if (!isWanted) return closed;
  // TypeScript cannot see that P minus the two props plus the two props is P again.
  const props = { ...contentProps, trigger, defaultOpen: true } as unknown as P;
  return (
    <LazyPart fallback={closed} onFailure={() => setIsWanted(false)}>
      <Content {...props} />
    </LazyPart>
  );
}
