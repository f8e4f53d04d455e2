"use client";

import { useEffect, useLayoutEffect, useRef } from "react";

const nearEndPx = 120;

/**
 * Keeps a stream at its newest entry: at first, and whenever one arrives while the reader is already there.
 * Older entries put in above leave what is being read where it is.
 */
export function useStickToEnd(streamId: string, lastId: string | undefined, firstId: string | undefined) {
  const scroller = useRef<HTMLElement>(null);
  const seen = useRef({ streamId: "", lastId: undefined as string | undefined, height: 0, isNearEnd: true });

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const remember = () => {
      const { scrollHeight, scrollTop, clientHeight } = element;
      seen.current.isNearEnd = scrollHeight - scrollTop - clientHeight < nearEndPx;
    };
    element.addEventListener("scroll", remember, { passive: true });
    // The composer growing below must not hide the newest entry.
    const resizes = new ResizeObserver(() => {
      if (seen.current.isNearEnd) element.scrollTop = element.scrollHeight;
    });
    resizes.observe(element);
    return () => {
      element.removeEventListener("scroll", remember);
      resizes.disconnect();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first entry means older ones were put in above
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const before = seen.current;
    const isOtherStream = before.streamId !== streamId || before.lastId === undefined;
    if (isOtherStream || (before.lastId !== lastId && before.isNearEnd))
      element.scrollTop = element.scrollHeight;
    else if (before.lastId === lastId) element.scrollTop += element.scrollHeight - before.height;
    seen.current = { ...before, streamId, lastId, height: element.scrollHeight };
  }, [streamId, lastId, firstId]);

  return scroller;
}
