"use client";

import { UserX } from "lucide-react";
import Link from "next/link";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { useRequestersOf } from "./company-queries";

const placeholders = [1, 2, 3, 4];

/** Who writes from this company. */
export function CompanyRequesters({ companyId }: { companyId: string }) {
  const requesters = useRequestersOf(companyId);
  const rows = requesters.data?.pages.flatMap((page) => page.data) ?? [];
  if (requesters.isError)
    return (
      <ErrorState
        message={requesters.error.message}
        requestId={requesters.error instanceof ApiError ? requesters.error.problem.request_id : null}
        onRetry={() => requesters.refetch()}
        isRetrying={requesters.isFetching}
      />
    );
  if (requesters.isPending)
    return (
      <div className="grid gap-2">
        {placeholders.map((row) => (
          <Skeleton key={row} className="h-9 w-full" />
        ))}
      </div>
    );
  if (rows.length === 0)
    return (
      <EmptyState Icon={UserX} title="Nobody yet">
        No requester belongs to this company. Mirrored ones are assigned by their desk's own companies.
      </EmptyState>
    );
  return (
    <>
      <Table aria-label="Requesters">
        <TableHeader>
          <TableRow>
            <TableHead className="w-1/3 pl-0">Name</TableHead>
            <TableHead>E-mail</TableHead>
            <TableHead className="hidden sm:table-cell">Phone</TableHead>
            <TableHead className="pr-0 text-right">
              <span className="sr-only">Tickets</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((requester) => (
            <TableRow key={requester.id}>
              <TableCell className="max-w-0 truncate pl-0 font-medium">{requester.name}</TableCell>
              <TableCell className="max-w-40 truncate text-muted-foreground">
                {requester.email ?? "–"}
              </TableCell>
              <TableCell className="tabular hidden text-muted-foreground sm:table-cell">
                {requester.phone ?? "–"}
              </TableCell>
              <TableCell className="pr-0 text-right">
                <Link
                  href={`/tickets?requester_id=${requester.id}`}
                  aria-label={`Tickets of ${requester.name}`}
                  className="text-primary-text underline-offset-3 hover:underline"
                >
                  Tickets
                </Link>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {requesters.hasNextPage && (
        <div className="border-t py-3 text-right">
          <Button
            size="sm"
            onClick={() => requesters.fetchNextPage()}
            isLoading={requesters.isFetchingNextPage}
          >
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
