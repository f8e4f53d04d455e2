"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { type FieldErrors, fieldErrors } from "../people/field-errors";
import { EmptyState } from "../shared/empty-state";
import { formatCount } from "../shared/format-time";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import type { ComboboxOption } from "../ui/combobox-list";
import { Input } from "../ui/input";
import { toast } from "../ui/toast";
import { loadCompanies } from "./load-companies";
import { PagedPanel } from "./paged-panel";
import { type SyncCompany, syncKey } from "./sync-queries";

export interface MappingPanelProps {
  mayMap: boolean;
  /** Each then says whose it is. */
  hasManyConnections: boolean;
}

/** Departments without a company of ours: their tickets are kept and wait here. */
export function MappingPanel({ mayMap, hasManyConnections }: MappingPanelProps) {
  const list = useInfiniteQuery({
    queryKey: [...syncKey, "companies", "needs_mapping"],
    queryFn: ({ pageParam, signal }) =>
      call<typeof syncApi.listCompanies>("GET", "/sync-companies", {
        query: { needs_mapping: true, limit: 50, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
  });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <PagedPanel
      list={list}
      count={rows.length}
      empty={
        <EmptyState Icon={Building2} title="Every company is mapped">
          A department without an account number is listed here with the number of its tickets, to be given to
          a company.
        </EmptyState>
      }
    >
      <p className="mb-3 max-w-prose text-sm text-muted-foreground">
        Choose the company here, or enter an account number to make a new one. Its tickets and people follow
        at once, and stay with it when the vendor changes something else.
      </p>
      <ul className="divide-y border-y">
        {rows.map((company) => (
          <MappingRow
            key={`${company.connection_id} ${company.external_id}`}
            company={company}
            mayMap={mayMap}
            hasDesk={hasManyConnections}
          />
        ))}
      </ul>
    </PagedPanel>
  );
}

interface MappingRowProps {
  company: SyncCompany;
  mayMap: boolean;
  hasDesk: boolean;
}

function MappingRow({ company, mayMap, hasDesk }: MappingRowProps) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ComboboxOption | null>(null);
  const [number, setNumber] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const map = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      const { data } = await call<typeof syncApi.mapCompany>("POST", "/sync-companies/map", {
        body: {
          connection_id: company.connection_id,
          external_id: company.external_id,
          ...(chosen ? { company_id: chosen.value } : { account_number: number.trim() }),
        },
      });
      toast.success(`${company.name} is ${data.company_name ?? "mapped"}`);
      await client.invalidateQueries({ queryKey: syncKey });
    } catch (error) {
      setErrors(fieldErrors(error, []));
      setIsBusy(false);
    }
  };
  return (
    <li className="grid gap-2 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)] md:items-start md:gap-4">
      <div className="min-w-0 text-sm">
        <span className="block font-medium wrap-anywhere">{company.name}</span>
        <span className="tabular text-xs text-muted-foreground">
          {hasDesk && `${company.connection_name} · `}
          {company.ticket_count === 1 ? "1 ticket" : `${formatCount(company.ticket_count)} tickets`}
          {company.domains.length > 0 && ` · ${company.domains.slice(0, 3).join(", ")}`}
        </span>
      </div>
      {mayMap && (
        <form onSubmit={map} className="grid gap-1.5">
          <div className="flex flex-wrap items-center gap-2">
            <div className="min-w-44 flex-1">
              <Combobox
                label={`Company of ${company.name}`}
                placeholder="Choose a company"
                value={chosen}
                onValueChange={setChosen}
                loadOptions={loadCompanies}
                isClearable
              />
            </div>
            <span className="text-sm text-muted-foreground">or</span>
            <Input
              aria-label={`New account number of ${company.name}`}
              placeholder="New account number"
              value={number}
              maxLength={50}
              disabled={chosen !== null}
              className="w-44"
              onChange={(event) => setNumber(event.target.value)}
            />
            <Button type="submit" isLoading={isBusy} disabled={!chosen && number.trim() === ""}>
              {chosen || number.trim() === "" ? "Map company" : "Create company"}
            </Button>
          </div>
          {errors.form && (
            <p role="alert" className="text-xs text-danger-text">
              {errors.form}
            </p>
          )}
        </form>
      )}
    </li>
  );
}
