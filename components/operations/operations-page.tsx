"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, useState } from "react";
import { formatCount } from "../shared/format-time";
import { PageHeader } from "../shared/page-header";
import { Alert } from "../ui/alert";
import { LazyPart } from "../ui/lazy-part";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { FunctionsTable } from "./functions-table";
import {
  type FunctionsData,
  functionsQuery,
  type OverviewData,
  overviewQuery,
  type RunFilters,
  type RunsData,
} from "./operations-queries";
import { durationWords } from "./operations-words";
import { RunsPanel } from "./runs-panel";

const RunSheet = lazy(() => import("./run-sheet"));

type Place = { filters: RunFilters; run: string | null; tab: "runs" | "functions" };

export interface OperationsPageProps {
  initial: { overview: OverviewData; functions: FunctionsData; runs: RunsData };
  start: Place;
}

/** What Docket does in the background: how it is going, every function, every run. */
export function OperationsPage({ initial, start }: OperationsPageProps) {
  const [place, setPlace] = useState(start);
  const { data: overview } = useQuery(overviewQuery(initial.overview));
  const functions = useQuery(functionsQuery(initial.functions));
  const go = (change: Partial<Place>) => {
    const next = { ...place, ...change };
    setPlace(next);
    history.replaceState(null, "", addressOf(next));
  };
  const isElsewhere = overview?.data.engine === "elsewhere";

  return (
    <>
      <PageHeader
        title="Operations"
        description="What Docket does in the background: notices, deadlines, exports, clean-up. Runs are kept for a week."
      />
      {overview && <Figures overview={overview.data} />}
      {isElsewhere && (
        <Alert tone="info" className="mt-4" title="Runs are kept by your Inngest server">
          This desk uses the Inngest server of INNGEST_BASE_URL or Inngest Cloud: open its dashboard for
          functions and runs. Below is what ran here before.
        </Alert>
      )}
      <Tabs value={place.tab} onValueChange={(tab) => go({ tab: tab as Place["tab"] })} className="mt-5">
        <TabsList aria-label="Operations">
          <TabsTrigger value="runs">Runs</TabsTrigger>
          <TabsTrigger value="functions" count={functions.data?.data.length}>
            Functions
          </TabsTrigger>
        </TabsList>
        <TabsContent value="runs">
          <RunsPanel
            filters={place.filters}
            initial={{ filters: start.filters, page: initial.runs }}
            functions={functions.data?.data ?? []}
            onFilter={(filters) => go({ filters })}
            onOpen={(run) => go({ run })}
          />
        </TabsContent>
        <TabsContent value="functions">
          <FunctionsTable
            functions={functions.data?.data ?? []}
            onOpen={(fn) => go({ tab: "runs", filters: { fn, status: "" } })}
          />
        </TabsContent>
      </Tabs>
      <LazyPart onFailure={() => go({ run: null })}>
        {place.run && (
          <RunSheet id={place.run} onClose={() => go({ run: null })} onOpen={(run) => go({ run })} />
        )}
      </LazyPart>
    </>
  );
}

/** Nothing waits long: more than this is worth a look. */
const slowLagSeconds = 10;

function Figures({ overview }: { overview: OverviewData["data"] }) {
  const { outbox_unsent: unsent, outbox_lag_seconds: lag } = overview;
  const isSlow = unsent > 0 && lag > slowLagSeconds;
  return (
    <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 border-y py-3 sm:grid-cols-4">
      <Figure
        name="Events to send"
        value={formatCount(unsent)}
        detail={unsent === 0 ? "All sent" : `Oldest waits ${durationWords(lag * 1_000)}`}
        isBad={isSlow}
      />
      <Figure
        name="Under way"
        value={formatCount(overview.running)}
        detail={`${formatCount(overview.queued)} queued`}
      />
      <Figure
        name="Completed"
        value={formatCount(overview.completed_last_day)}
        detail="in the last 24 hours"
      />
      <Figure
        name="Failed"
        value={formatCount(overview.failed_last_day)}
        detail="in the last 24 hours"
        isBad={overview.failed_last_day > 0}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  detail: string;
  isBad?: boolean;
}

function Figure({ name, value, detail, isBad = false }: FigureProps) {
  return (
    <div>
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className="mt-0.5">
        <span
          className={
            isBad ? "tabular text-lg font-semibold text-danger-text" : "tabular text-lg font-semibold"
          }
        >
          {value}
        </span>
        <span className="block text-xs text-muted-foreground">{detail}</span>
      </dd>
    </div>
  );
}

function addressOf({ filters, run, tab }: Place): string {
  const search = new URLSearchParams();
  if (tab !== "runs") search.set("tab", tab);
  if (filters.fn) search.set("function", filters.fn);
  if (filters.status) search.set("status", filters.status);
  if (run) search.set("run", run);
  const text = search.toString();
  return `/settings/operations${text && `?${text}`}`;
}
