"use client";

import { useEffect, useRef, useState } from "react";
import { type Sending, sendFile } from "../shared/send-file";

export type QueuedFile<Result> = {
  key: string;
  /** What it is for, so that files chosen for a note never go out with a reply. */
  scope: string;
  name: string;
  size: number;
  sent: number;
  state: "waiting" | "sending" | "failed" | "done";
  problem: string | null;
  result: Result | null;
};

export type FileQueue<Result> = {
  files: QueuedFile<Result>[];
  isBusy: boolean;
  add: (files: Iterable<File>) => void;
  retry: (key: string) => void;
  /** Stops what is under way and forgets the rest. */
  remove: (key: string) => void;
  /** Takes the finished ones of this scope out, to be sent; `putBack` undoes it. */
  take: () => QueuedFile<Result>[];
  putBack: (files: QueuedFile<Result>[]) => void;
};

export type QueueOptions<Result> = {
  scope: string;
  address: (file: File) => string;
  onDone?: (result: Result, key: string) => void;
  initial?: QueuedFile<Result>[];
};

const atOnce = 2;
let made = 0;

/** Files on their way to the server, two at a time. */
export function useFileQueue<Result>({
  scope,
  address,
  onDone,
  initial = [],
}: QueueOptions<Result>): FileQueue<Result> {
  const [all, setAll] = useState<QueuedFile<Result>[]>(initial);
  const sources = useRef(new Map<string, { file: File; url: string }>());
  const underWay = useRef(new Map<string, Sending<Result>>());
  const finish = useRef(onDone);
  useEffect(() => {
    finish.current = onDone;
  });
  useEffect(() => () => abortAll(underWay.current), []);

  useEffect(() => {
    const change = (key: string, fields: Partial<QueuedFile<Result>>) =>
      setAll((before) => before.map((file) => (file.key === key ? { ...file, ...fields } : file)));
    for (const { key } of all.filter(({ state }) => state === "waiting")) {
      const source = sources.current.get(key);
      if (!source || underWay.current.has(key) || underWay.current.size >= atOnce) continue;
      const sending = sendFile<Result>(source.url, source.file, (sent) => change(key, { sent }));
      underWay.current.set(key, sending);
      change(key, { state: "sending", sent: 0, problem: null });
      sending.promise
        .then((result) => {
          underWay.current.delete(key);
          change(key, { state: "done", result, sent: source.file.size });
          finish.current?.(result, key);
        })
        .catch((error: unknown) => {
          underWay.current.delete(key);
          if (!(error instanceof DOMException))
            change(key, {
              state: "failed",
              problem: error instanceof Error ? error.message : "The upload failed.",
            });
        });
    }
  }, [all]);

  const files = all.filter((file) => file.scope === scope);
  return {
    files,
    isBusy: files.some(({ state }) => state === "waiting" || state === "sending"),
    add: (given) => {
      const added = Array.from(given, (file) => {
        made += 1;
        const key = `file-${made}`;
        sources.current.set(key, { file, url: address(file) });
        return { ...blank, key, scope, name: file.name, size: file.size };
      });
      setAll((before) => [...before, ...added]);
    },
    retry: (key) =>
      setAll((before) =>
        before.map((file) => (file.key === key ? { ...file, state: "waiting", sent: 0 } : file)),
      ),
    remove: (key) => {
      underWay.current.get(key)?.abort();
      underWay.current.delete(key);
      sources.current.delete(key);
      setAll((before) => before.filter((file) => file.key !== key));
    },
    take: () => {
      const done = files.filter(({ state }) => state === "done");
      setAll((before) => before.filter((file) => !done.includes(file)));
      return done;
    },
    putBack: (taken) => setAll((before) => [...taken, ...before]),
  };
}

const blank = { sent: 0, state: "waiting" as const, problem: null, result: null };

function abortAll(underWay: Map<string, Sending<unknown>>): void {
  for (const { abort } of underWay.values()) abort();
}
