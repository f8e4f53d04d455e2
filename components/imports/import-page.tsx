"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ApiError } from "@/lib/platform/api-client";
import { ErrorState } from "../shared/error-state";
import { PageFrame } from "../shared/page-frame";
import { Button } from "../ui/button";
import { ImportDraft } from "./import-draft";
import { type ImportDetailData, importQuery, useLiveImports } from "./import-queries";
import { ImportReport } from "./import-report";

export interface ImportPageProps {
  initial: ImportDetailData;
  organizationZone: string;
}

export function ImportPage({ initial, organizationZone }: ImportPageProps) {
  useLiveImports();
  const query = useQuery({ ...importQuery(initial.id), initialData: { data: initial } });
  const job = query.data.data;
  return (
    <PageFrame
      title={job.file_name}
      actions={
        <Button asChild variant="ghost" size="sm">
          <Link href="/import">All imports</Link>
        </Button>
      }
    >
      {query.isError ? (
        <ErrorState
          message={query.error.message}
          notLost="The import itself goes on without this page."
          requestId={query.error instanceof ApiError ? query.error.problem.request_id : null}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      ) : job.status === "draft" ? (
        <ImportDraft key={job.id} job={job} organizationZone={organizationZone} />
      ) : (
        <ImportReport job={job} />
      )}
    </PageFrame>
  );
}
