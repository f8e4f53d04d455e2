"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { importsApi } from "@/lib/imports/api";
import { ApiError, type CallInput, call } from "@/lib/platform/api-client";
import { type ImportDetailData, importQuery, type MappingData } from "./import-queries";

type Change = CallInput<typeof importsApi.update>["body"];

const settleMs = 350;

/** The mapping as it is being edited; each change is stored after a moment and answers a new preview. */
export function useDraft(job: ImportDetailData) {
  const client = useQueryClient();
  const [mapping, setMapping] = useState(job.mapping);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(0);
  const running = useRef<AbortController | null>(null);

  const store = useCallback(
    async (change: Change): Promise<boolean> => {
      latest.current += 1;
      const turn = latest.current;
      running.current?.abort();
      running.current = new AbortController();
      setIsSaving(true);
      try {
        const answer = await call<typeof importsApi.update>("PATCH", "/imports/{id}", {
          params: { id: job.id },
          body: change,
          signal: running.current.signal,
        });
        if (turn !== latest.current) return false;
        client.setQueryData(importQuery(job.id).queryKey, answer);
        setMapping(answer.data.mapping);
        setErrors({});
        setMessage(null);
        return true;
      } catch (error) {
        if (turn !== latest.current || error instanceof DOMException) return false;
        setErrors(fieldErrors(error));
        setMessage(error instanceof Error ? error.message : "The change was not stored.");
        return false;
      } finally {
        if (turn === latest.current) setIsSaving(false);
      }
    },
    [client, job.id],
  );

  const edit = (fields: Partial<MappingData>) => {
    const next = { ...mapping, ...fields };
    setMapping(next);
    setIsSaving(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void store({ mapping: next }), settleMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  /** What has just been typed counts too. */
  const settle = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    return isSaving || message !== null ? store({ mapping }) : true;
  };
  return { mapping, errors, message, isSaving, edit, store, settle };
}

function fieldErrors(error: unknown): Record<string, string> {
  const fields = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return Object.fromEntries(fields.map(({ field, message }) => [field, message]));
}
