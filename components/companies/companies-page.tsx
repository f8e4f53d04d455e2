"use client";

import { Building2, Plus, Search, SearchX } from "lucide-react";
import { lazy, useEffect, useState } from "react";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { formatCount } from "../shared/format-time";
import { PageFrame } from "../shared/page-frame";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { LazyPart } from "../ui/lazy-part";
import { Select } from "../ui/select";
import { CompaniesTable } from "./companies-table";
import type { CompanyFilters } from "./company-address";
import { type CompanyListData, useCompanies, useLiveCompanies } from "./company-queries";

const CompanyDialog = lazy(() => import("./company-dialog"));

const searchDelayMs = 150;
const stateOptions = [
  { value: "active", label: "Active" },
  { value: "inactive", label: "Inactive" },
  { value: "any", label: "Active and inactive" },
];

export interface CompaniesPageProps {
  initial: { filters: CompanyFilters; page: CompanyListData };
  canWrite: boolean;
}

/** Whom the desk works for. */
export function CompaniesPage({ initial, canWrite }: CompaniesPageProps) {
  useLiveCompanies();
  const [filters, setFilters] = useState(initial.filters);
  const [isAdding, setIsAdding] = useState(false);
  const companies = useCompanies(filters, initial);
  const rows = companies.data?.pages.flatMap((page) => page.data) ?? [];
  const total = companies.data?.pages[0]?.pagination.total ?? 0;
  const isFiltered = filters.search !== "" || filters.state !== "any";
  const change = (next: CompanyFilters) => {
    setFilters(next);
    history.replaceState(null, "", addressOf(next));
  };
  const add = canWrite && (
    <Button variant="primary" size="sm" onClick={() => setIsAdding(true)}>
      <Plus aria-hidden />
      Add company
    </Button>
  );
  return (
    <PageFrame title="Companies" detail={formatCount(total)} actions={add}>
      <div className="mx-auto w-full max-w-5xl p-4 md:p-6">
        <CompanyFilterBar filters={filters} onChange={change} />
        <p role="status" className="sr-only">
          {companies.isFetching ? "Loading companies" : `${formatCount(total)} companies`}
        </p>
        {companies.isError ? (
          <ErrorState
            message={companies.error.message}
            requestId={companies.error instanceof ApiError ? companies.error.problem.request_id : null}
            onRetry={() => companies.refetch()}
            isRetrying={companies.isFetching}
          />
        ) : rows.length > 0 ? (
          <CompaniesTable
            rows={rows}
            total={total}
            isDimmed={companies.isPlaceholderData}
            onMore={companies.hasNextPage ? () => companies.fetchNextPage() : undefined}
            isLoadingMore={companies.isFetchingNextPage}
          />
        ) : isFiltered ? (
          <EmptyState
            Icon={SearchX}
            title="No company matches"
            action={<Button onClick={() => change({ search: "", state: "any" })}>Clear filters</Button>}
          >
            No name, account number or domain fits this search.
          </EmptyState>
        ) : (
          <EmptyState Icon={Building2} title="No companies yet">
            Requesters and their tickets belong to companies. They come with the base data of a connected
            desk, with an import, or are added here by an admin.
          </EmptyState>
        )}
      </div>
      <LazyPart onFailure={() => setIsAdding(false)}>
        {isAdding && <CompanyDialog company={null} onClose={() => setIsAdding(false)} />}
      </LazyPart>
    </PageFrame>
  );
}

interface CompanyFilterBarProps {
  filters: CompanyFilters;
  onChange: (filters: CompanyFilters) => void;
}

function CompanyFilterBar({ filters, onChange }: CompanyFilterBarProps) {
  const [search, setSearch] = useState(filters.search);
  useEffect(() => setSearch(filters.search), [filters.search]);
  useEffect(() => {
    if (search.trim() === filters.search) return;
    const timer = setTimeout(() => onChange({ ...filters, search: search.trim() }), searchDelayMs);
    return () => clearTimeout(timer);
  });
  return (
    <search className="mb-3 flex flex-wrap gap-2">
      <Input
        type="search"
        aria-label="Search companies"
        placeholder="Name, account number or domain"
        leading={<Search aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="min-w-40 flex-1 sm:max-w-80"
      />
      <Select
        aria-label="State"
        options={stateOptions}
        value={filters.state}
        onValueChange={(state) => onChange({ ...filters, state: state as CompanyFilters["state"] })}
        className="w-48"
      />
    </search>
  );
}

function addressOf({ search, state }: CompanyFilters): string {
  const query = new URLSearchParams({
    ...(search && { search }),
    ...(state !== "any" && { state }),
  }).toString();
  return query ? `/companies?${query}` : "/companies";
}
