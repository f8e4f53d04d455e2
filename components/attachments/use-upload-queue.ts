"use client";

import { useEffect, useState } from "react";
import type { attachmentsApi } from "@/lib/attachments/api";
import { apiUrl, call } from "@/lib/platform/api-client";
import type { UploadData } from "./attachment-queries";
import { type FileQueue, type QueuedFile, useFileQueue } from "./use-file-queue";

export type UploadQueue = FileQueue<UploadData> & {
  /** The ticket has them now, so this browser need not remember them. */
  forget: () => void;
};

/**
 * Files for a message or ticket that is still being written. What has arrived is remembered in this browser with the
 * draft, so that a reload loses neither.
 */
export function useUploadQueue(
  viewerId: string,
  scope: string,
  scopes: readonly string[] = [scope],
): UploadQueue {
  const nameOf = (of: string) => `docket.files.${viewerId}.${of}`;
  const stored = nameOf(scope);
  const [initial] = useState(() => scopes.flatMap((of) => readStored(nameOf(of), of)));
  const queue = useFileQueue<UploadData>({
    scope,
    initial,
    address: (file) => apiUrl("/uploads", {}, { file_name: file.name }),
  });
  const done = JSON.stringify(queue.files.filter(({ state }) => state === "done"));
  useEffect(() => writeStored(stored, done), [stored, done]);
  return {
    ...queue,
    forget: () => writeStored(stored, "[]"),
    remove: (key) => {
      const id = queue.files.find((file) => file.key === key)?.result?.id;
      queue.remove(key);
      // What is not taken is forgotten after a day anyway.
      if (id)
        void call<typeof attachmentsApi.deleteUpload>("DELETE", "/uploads/{id}", { params: { id } }).catch(
          () => undefined,
        );
    },
  };
}

export function uploadIdsOf(files: readonly QueuedFile<UploadData>[]): string[] {
  return files.flatMap(({ result }) => (result ? [result.id] : []));
}

function readStored(name: string, scope: string): QueuedFile<UploadData>[] {
  try {
    const files = JSON.parse(localStorage.getItem(name) ?? "[]") as QueuedFile<UploadData>[];
    return files
      .filter(({ result }) => result && Date.parse(result.expires_at) > Date.now() + 60_000)
      .map((file) => ({ ...file, scope, key: `stored-${file.result?.id}` }));
  } catch {
    return [];
  }
}

function writeStored(name: string, files: string): void {
  try {
    if (files === "[]") localStorage.removeItem(name);
    else localStorage.setItem(name, files);
  } catch {
    // A browser without room for it still holds the files of the open form.
  }
}
