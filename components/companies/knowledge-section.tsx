"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Archive, Check, Copy, Download } from "lucide-react";
import { useState } from "react";
import type { knowledgeApi } from "@/lib/knowledge/api";
import { type Answer, ApiError, apiUrl, call } from "@/lib/platform/api-client";
import {
  type DocumentDraft,
  DocumentFields,
  documentOptions,
  firstDocumentDraft,
  maskedWords,
} from "../knowledge/document-fields";
import type { KnowledgeRights } from "../knowledge/knowledge-rights";
import { saveMarkdown } from "../knowledge/save-answer";
import { ErrorState } from "../shared/error-state";
import { FormField } from "../shared/form-field";
import { formatCount } from "../shared/format-time";
import { useCopy } from "../shared/use-copy";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import type { CompanyData } from "./company-queries";

type ContextData = Answer<typeof knowledgeApi.getContext>;

interface ContextDraft extends DocumentDraft {
  state: "finished" | "any";
  from_date: string;
  to_date: string;
  max_chars: string;
}

const lengths = ["20000", "50000", "100000", "250000", "1000000"].map((chars) => ({
  value: chars,
  label: `${formatCount(Number(chars))} characters`,
}));
const states = [
  { value: "finished", label: "Resolved and closed" },
  { value: "any", label: "Open ones too" },
];

export interface KnowledgeSectionProps {
  company: CompanyData;
  rights: KnowledgeRights;
}

/** The context that an assistant gets of a company, as its parameters make it; and the whole of it as files. */
export function KnowledgeSection({ company, rights }: KnowledgeSectionProps) {
  const [draft, setDraft] = useState<ContextDraft>({
    ...firstDocumentDraft,
    state: "finished",
    from_date: "",
    to_date: "",
    max_chars: "50000",
  });
  const set = (change: Partial<ContextDraft>) => setDraft((old) => ({ ...old, ...change }));
  const context = useQuery({
    queryKey: ["companies", "context", company.id, draft],
    queryFn: ({ signal }) =>
      call<typeof knowledgeApi.getContext>("GET", "/knowledge/context/{node}", {
        // A company's id names its folder as well as its account number does, and never changes.
        params: { node: `root_Companies_${company.id}` },
        query: {
          ...documentOptions(draft),
          state: draft.state,
          from_date: draft.from_date || undefined,
          to_date: draft.to_date || undefined,
          max_chars: draft.max_chars,
        },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  const archive = apiUrl(
    "/knowledge/companies/{id}",
    { id: company.id },
    { ...documentOptions(draft), state: draft.state },
  );
  return (
    <div className="grid gap-6 lg:grid-cols-[17rem_1fr]">
      <form className="grid content-start gap-4" onSubmit={(event) => event.preventDefault()}>
        <FormField label="Tickets">
          <Select
            options={states}
            value={draft.state}
            onValueChange={(state) => set({ state: state as ContextDraft["state"] })}
          />
        </FormField>
        <div className="grid grid-cols-2 gap-2">
          <FormField label="Updated from">
            <Input
              type="date"
              value={draft.from_date}
              max={draft.to_date || undefined}
              onChange={(event) => set({ from_date: event.target.value })}
            />
          </FormField>
          <FormField label="Up to">
            <Input
              type="date"
              value={draft.to_date}
              min={draft.from_date || undefined}
              onChange={(event) => set({ to_date: event.target.value })}
            />
          </FormField>
        </div>
        <FormField label="At most" hint="Of the preview and its file; the archive has all tickets.">
          <Select
            options={lengths}
            value={draft.max_chars}
            onValueChange={(max_chars) => set({ max_chars })}
          />
        </FormField>
        <DocumentFields draft={draft} rights={rights} onDraftChange={set} />
        <Button asChild>
          <a href={archive} download>
            <Archive aria-hidden />
            Download archive of files
          </a>
        </Button>
      </form>
      <section aria-label="Context" className="grid min-w-0 content-start gap-3">
        {context.isError ? (
          <ErrorState
            message={context.error.message}
            requestId={context.error instanceof ApiError ? context.error.problem.request_id : null}
            onRetry={() => context.refetch()}
            isRetrying={context.isFetching}
          />
        ) : context.data ? (
          <Preview
            context={context.data}
            name={`${company.account_number ?? company.name}-context.md`}
            isDimmed={context.isPlaceholderData}
          />
        ) : (
          <Skeleton className="h-96 w-full rounded-lg" />
        )}
      </section>
    </div>
  );
}

interface PreviewProps {
  context: ContextData;
  name: string;
  isDimmed: boolean;
}

function Preview({ context, name, isDimmed }: PreviewProps) {
  const { copy, isCopied } = useCopy(context.context, "context");
  const isEmpty = context.chars === 0;
  return (
    <div className={cn("grid min-w-0 gap-3 transition-opacity duration-100", isDimmed && "opacity-60")}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="text-sm text-muted-foreground">
          {summary(context)}
        </p>
        <div className="flex gap-2">
          <Button size="sm" onClick={copy} disabled={isEmpty}>
            {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
            {isCopied ? "Copied" : "Copy"}
          </Button>
          <Button size="sm" disabled={isEmpty} onClick={() => saveMarkdown(context.context, name)}>
            <Download aria-hidden />
            Download
          </Button>
        </div>
      </div>
      {isEmpty ? (
        <p className="rounded-lg border border-dashed px-4 py-10 text-center text-sm text-muted-foreground">
          No ticket of this company fits these choices. Include open ones, or widen the period.
        </p>
      ) : (
        // Scrolls on its own, so it takes the focus for people who scroll by keys.
        <section
          aria-label="Text of the context"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
          tabIndex={0}
          className="max-h-[36rem] scroll-slim overflow-auto rounded-lg border bg-surface p-4"
        >
          <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">{context.context}</pre>
        </section>
      )}
      {!isEmpty && <p className="text-xs text-muted-foreground">{maskedWords(context.masked)}</p>}
    </div>
  );
}

function summary({ included, omitted_count, omitted, truncated, chars }: ContextData): string {
  const tickets = `${formatCount(included.length)} ${included.length === 1 ? "ticket" : "tickets"}`;
  const sensitive = omitted.filter(({ reason }) => reason === "sensitive").length;
  const left = [
    truncated && `${formatCount(omitted_count - sensitive)} more did not fit`,
    sensitive > 0 && `${formatCount(sensitive)} sensitive left out`,
  ].filter(Boolean);
  return [`${tickets}, ${formatCount(chars)} characters`, ...left].join(" · ");
}
