"use client";

import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";

export interface OfflineBannerProps {
  /** The live stream is down although the browser has a network. */
  isDisconnected?: boolean;
}

export function OfflineBanner({ isDisconnected = false }: OfflineBannerProps) {
  const isOnline = useSyncExternalStore(subscribe, readOnline, () => true);
  const isShown = !isOnline || isDisconnected;
  return (
    <div role="status" className="contents">
      {isShown && (
        <p className="flex items-center gap-2 bg-warning-soft px-4 py-1.5 text-xs font-medium text-warning-text">
          <WifiOff aria-hidden className="size-3.5 shrink-0" />
          {isOnline
            ? "Live updates are interrupted. Docket is reconnecting; what you see may be a minute old."
            : "You are offline. Drafts are kept in this browser; nothing else can be saved until you are back."}
        </p>
      )}
    </div>
  );
}

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

const readOnline = () => navigator.onLine;
