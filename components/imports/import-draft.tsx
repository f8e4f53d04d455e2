"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { importsApi } from "@/lib/imports/api";
import { call } from "@/lib/platform/api-client";
import { formatBytes, formatCount } from "../shared/format-time";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import { ImportOptions } from "./import-options";
import { type ImportDetailData, importQuery } from "./import-queries";
import { delimiterWords, encodingWords, kindWords } from "./import-words";
import { MappingTable } from "./mapping-table";
import { PreviewTable } from "./preview-table";
import { SavedMappings } from "./saved-mappings";
import { useDraft } from "./use-draft";
import { ValueTables } from "./value-tables";

/** A file that has been looked through: where its columns go, what comes out, and the button that starts it. */
export function ImportDraft({ job, organizationZone }: { job: ImportDetailData; organizationZone: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const draft = useDraft(job);
  const [busy, setBusy] = useState<"start" | "cancel" | null>(null);
  const act = async (action: "start" | "cancel") => {
    setBusy(action);
    try {
      if (action === "start" && !(await draft.settle())) return;
      const answer = await call<typeof importsApi.start>(
        "POST",
        `/imports/{id}/${action}` as "/imports/{id}/start",
        {
          params: { id: job.id },
        },
      );
      if (action === "cancel") return router.push("/import");
      client.setQueryData(importQuery(job.id).queryKey, answer);
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "That did not work. Nothing was imported.");
    } finally {
      setBusy(null);
    }
  };
  const refused = job.preview.filter((row) => row.ticket === null).length;

  return (
    <div className="grid gap-8 p-4 pb-0 md:p-6 md:pb-0">
      <FileFacts job={job} />
      <Section
        title="Columns"
        hint="Proposed from their names and values. Everything you keep is stored; nothing is thrown away unasked."
        actions={
          <SavedMappings mapping={draft.mapping} onApply={(id) => void draft.store({ mapping_id: id })} />
        }
      >
        {draft.message && (
          <Alert tone="danger" title="This mapping cannot be used yet">
            {draft.message}
          </Alert>
        )}
        <MappingTable
          columns={job.analysis.columns}
          mapping={draft.mapping}
          errors={draft.errors}
          onChange={(columns) => draft.edit({ columns })}
        />
        <ValueTables
          columns={job.analysis.columns}
          mapping={draft.mapping}
          onChange={(values) => draft.edit({ values })}
        />
      </Section>
      <Section title="Options">
        <ImportOptions
          job={job}
          mapping={draft.mapping}
          organizationZone={organizationZone}
          errors={draft.errors}
          onMapping={draft.edit}
          onFormat={(format) => void draft.store({ format })}
          onDuplicate={(on_duplicate) => void draft.store({ on_duplicate })}
        />
      </Section>
      <Section id="preview" title="Preview" hint="The first tickets exactly as they will be stored.">
        <PreviewTable rows={job.preview} isStale={draft.isSaving} />
      </Section>
      <footer className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t bg-background px-4 py-3 md:-mx-6 md:px-6">
        <p role="status" className="text-sm text-muted-foreground">
          {draft.isSaving
            ? "Updating the preview"
            : refused > 0
              ? `${refused} of the first rows will be refused and can be downloaded afterwards.`
              : "All of the first rows can be stored."}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button asChild variant="ghost">
            <a href="#preview">See preview</a>
          </Button>
          <Button onClick={() => act("cancel")} isLoading={busy === "cancel"}>
            Discard
          </Button>
          <Button
            variant="primary"
            onClick={() => act("start")}
            isLoading={busy === "start"}
            disabled={draft.message !== null}
          >
            Import {job.analysis.is_complete ? "" : "about "}
            {counted(job.estimated_rows, "row")}
          </Button>
        </div>
      </footer>
    </div>
  );
}

function FileFacts({ job }: { job: ImportDetailData }) {
  const { format, analysis } = job;
  const facts = [
    formatBytes(job.file_size_bytes),
    `${kindWords[format.kind]}${format.is_gzip ? " in gzip" : ""}`,
    encodingWords[format.encoding],
    ...(format.kind === "csv" ? [`${delimiterWords[format.delimiter]} between values`] : []),
    counted(analysis.columns.length, "column"),
    `${analysis.is_complete ? "" : "about "}${counted(job.estimated_rows, "row")}`,
  ];
  return (
    <section aria-label="The file" className="grid gap-3">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted-foreground">
        {facts.map((fact) => (
          <li key={fact} className="tabular">
            {fact}
          </li>
        ))}
      </ul>
      {job.earlier_import && (
        <Alert tone="info">
          This very file was imported before.{" "}
          <Link
            href={`/import/${job.earlier_import.id}`}
            className="font-medium underline underline-offset-3"
          >
            See that import
          </Link>
          . Its rows count as duplicates, with or without ids of their own.
        </Alert>
      )}
      {analysis.warnings.map((warning) => (
        <Alert key={warning} tone="warning">
          {warning}
        </Alert>
      ))}
    </section>
  );
}

type SectionProps = {
  id?: string;
  title: string;
  hint?: string;
  actions?: React.ReactNode;
  children: React.ReactNode;
};

function Section({ id, title, hint, actions, children }: SectionProps) {
  return (
    <section id={id} aria-label={title} className="grid min-w-0 scroll-mt-4 gap-3">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold">{title}</h2>
          {hint && <p className="text-sm text-muted-foreground">{hint}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`;
}
