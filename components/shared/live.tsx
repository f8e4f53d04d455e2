"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { ChangeEvent, PresentPerson } from "@/lib/platform/realtime/protocol";
import { LiveStream } from "./live-stream";

const LiveContext = createContext<LiveStream | null>(null);

interface LiveProviderProps {
  userId: string;
  /** When the server began to render the page, in its milliseconds: whatever changed since is told first. */
  since: number;
  children: ReactNode;
}

/** One connection a browser, shared by its tabs. Without it (signed out, a story page) the hooks below stay quiet. */
export function LiveProvider({ userId, since, children }: LiveProviderProps) {
  const [stream] = useState(() => new LiveStream(userId, since));
  useEffect(() => stream.open(), [stream]);
  return <LiveContext value={stream}>{children}</LiveContext>;
}

/** Calls back for every committed change this person may know of; `resync` means some may have been missed. */
export function useChanges(onChanges: (events: ChangeEvent[]) => void): void {
  const stream = useContext(LiveContext);
  const latest = useRef(onChanges);
  useEffect(() => {
    latest.current = onChanges;
  });
  useEffect(() => stream?.onChanges((events) => latest.current(events)), [stream]);
}

const nobody: PresentPerson[] = [];

/** Who else looks at the ticket now, and whether they type; states the same of this person. */
export function usePresence(ticketId: string | null, typing: "reply" | "note" | null): PresentPerson[] {
  const stream = useContext(LiveContext);
  useEffect(() => {
    stream?.look(ticketId, typing);
  }, [stream, ticketId, typing]);
  useEffect(() => () => stream?.look(null, null), [stream]);
  return useSyncExternalStore(
    (listener) => stream?.onPresence(listener) ?? (() => undefined),
    () => (ticketId && stream?.peopleAt(ticketId)) || nobody,
    () => nobody,
  );
}

/** True once the connection has been down long enough to matter. */
export function useIsDisconnected(): boolean {
  const stream = useContext(LiveContext);
  return useSyncExternalStore(
    (listener) => stream?.onConnection(listener) ?? (() => undefined),
    () => stream?.isDown ?? false,
    () => false,
  );
}
