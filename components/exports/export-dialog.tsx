"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type FormEvent, useRef, useState } from "react";
import type { exportsApi } from "@/lib/exports/api";
import { call } from "@/lib/platform/api-client";
import { formatCount } from "../shared/format-time";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Skeleton } from "../ui/skeleton";
import { type ExportDraft, ExportFields } from "./export-fields";
import { ExportProgress } from "./export-progress";
import { exportQuery, useLiveExports } from "./export-queries";
import { columnsAsShown } from "./export-words";

type RequestBody = NonNullable<Parameters<typeof call<typeof exportsApi.request>>[2]["body"]>;
export type ExportSelection = Pick<RequestBody, "filters" | "ticket_ids" | "except_ids" | "sort" | "order">;

export interface ExportDialogProps {
  /** Which tickets, in which order. */
  selection: ExportSelection;
  /** How many they are. */
  count: number;
  /** Columns of the list, in its order. */
  shownColumns: readonly string[];
  /** Below admin, people outside of the desk are not named in full. */
  isMasked: boolean;
  /** Goes on to the same tickets as texts to read. */
  onMarkdown: () => void;
  onClose: () => void;
}

/** What a file is to hold, and then how far it is; closing it stops nothing. */
export default function ExportDialog({
  selection,
  count,
  shownColumns,
  isMasked,
  onMarkdown,
  onClose,
}: ExportDialogProps) {
  const [draft, setDraft] = useState<ExportDraft>(() => ({
    format: "csv",
    columns: columnsAsShown(shownColumns),
    layout: "array",
    time_zone: "utc",
    byte_order_mark: false,
  }));
  const [id, setId] = useState<string | null>(null);
  // A second press of the button, or a lost answer, must not write a second file.
  const idempotencyKey = useRef(crypto.randomUUID());
  const tickets = `${formatCount(count)} ${count === 1 ? "ticket" : "tickets"}`;
  const request = useMutation({
    mutationFn: () =>
      call<typeof exportsApi.request>("POST", "/exports", {
        body: { ...selection, ...draft },
        idempotencyKey: idempotencyKey.current,
      }),
    onSuccess: ({ data }) => setId(data.id),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.columns.length > 0) request.mutate();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !request.isPending && onClose()}>
      <DialogContent title={`Export ${tickets}`}>
        {id ? (
          <Following id={id} onClose={onClose} />
        ) : (
          <form onSubmit={submit} className="contents">
            <DialogBody className="grid content-start gap-5">
              <ExportFields
                draft={draft}
                shownColumns={columnsAsShown(shownColumns)}
                onDraftChange={(change) => setDraft((old) => ({ ...old, ...change }))}
              />
              {isMasked && (
                <p className="text-sm text-muted-foreground">
                  Names, e-mail addresses and phone numbers of requesters are masked. An admin's export names
                  them in full.
                </p>
              )}
              <p className="text-sm text-muted-foreground">
                Texts for a wiki or an assistant?{" "}
                <Button variant="link" size="sm" className="px-0" onClick={onMarkdown}>
                  Download as markdown
                </Button>
              </p>
              {request.error && (
                <p role="alert" className="text-sm text-danger-text">
                  {request.error.message}
                </p>
              )}
            </DialogBody>
            <DialogFooter>
              <Button variant="ghost" onClick={onClose} disabled={request.isPending}>
                Cancel
              </Button>
              <Button
                type="submit"
                variant="primary"
                disabled={draft.columns.length === 0}
                isLoading={request.isPending}
              >
                Export {tickets}
              </Button>
            </DialogFooter>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}

function Following({ id, onClose }: { id: string; onClose: () => void }) {
  useLiveExports();
  const job = useQuery(exportQuery(id));
  return (
    <>
      <DialogBody className="grid content-start gap-3">
        {job.data ? <ExportProgress job={job.data} /> : <Skeleton className="h-32 w-full rounded-lg" />}
        <p className="text-sm text-muted-foreground">
          You may close this: the file will be under{" "}
          <Link href="/exports" className="font-medium text-primary-text underline-offset-3 hover:underline">
            Exports
          </Link>{" "}
          for 24 hours.
        </p>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Close</Button>
      </DialogFooter>
    </>
  );
}
