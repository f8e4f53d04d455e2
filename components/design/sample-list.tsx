"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { DataTable } from "../shared/data-table";
import type { DataTableColumn, SortState } from "../shared/data-table-types";
import { EmptyState } from "../shared/empty-state";
import { FilterBar } from "../shared/filter-bar";
import type { FilterValue } from "../shared/filter-types";
import { formatCount } from "../shared/format-time";
import { PageFrame } from "../shared/page-frame";
import type { RowPageRequest } from "../shared/paged-row-store";
import { usePaletteActions } from "../shared/palette-registry";
import { PriorityIcon } from "../shared/priority-icon";
import { RelativeTime } from "../shared/relative-time";
import { countSelected, emptySelection } from "../shared/row-selection";
import { SlaChip } from "../shared/sla-chip";
import { StatusBadge } from "../shared/status-badge";
import { usePagedRows } from "../shared/use-paged-rows";
import { useShortcuts } from "../shared/use-shortcuts";
import { UserAvatar } from "../shared/user-avatar";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import { SAMPLE_TOTAL, type SampleTicket, sampleFields, sampleTicket } from "./samples";

const columns: DataTableColumn<SampleTicket>[] = [
  {
    id: "number",
    label: "Number",
    size: 84,
    isSortable: true,
    cell: ({ number }) => <Muted>{number}</Muted>,
  },
  {
    id: "priority",
    label: "Priority",
    isLabelHidden: true,
    size: 36,
    minSize: 36,
    cell: ({ priority }) => <PriorityIcon priority={priority} />,
  },
  { id: "title", label: "Title", size: 240, isGrowing: true, isPrimary: true, cell: TitleCell },
  { id: "linked", label: "Linked to", size: 130, cell: ({ linked }) => <Muted>{linked}</Muted> },
  {
    id: "owner",
    label: "Owner",
    size: 150,
    isSortable: true,
    cell: ({ owner }) => <UserAvatar person={owner} hasName fallback="No owner" />,
  },
  {
    id: "status",
    label: "Status",
    size: 150,
    isSortable: true,
    cell: ({ status }) => <StatusBadge status={status} variant="plain" />,
  },
  {
    id: "sla",
    label: "SLA",
    size: 116,
    cell: ({ sla_state, sla_due_at }) => <SlaChip state={sla_state} dueAt={sla_due_at} />,
  },
  {
    id: "updated_at",
    label: "Updated",
    size: 96,
    isSortable: true,
    align: "end",
    cell: ({ updated_at }) => <RelativeTime instant={updated_at} className="text-muted-foreground" />,
  },
];

export function SampleList() {
  const [filter, setFilter] = useState<FilterValue>({
    search: "",
    conditions: [{ field: "status", operator: "is", values: ["OPEN", "IN_PROGRESS"] }],
  });
  const [sort, setSort] = useState<SortState>({ column: "updated_at", direction: "desc" });
  const [selection, setSelection] = useState(emptySelection);
  const [activeIndex, setActiveIndex] = useState(0);
  const rows = usePagedRows({
    queryKey: JSON.stringify([filter, sort]),
    fetchPage: loadSamplePage,
    getRowId: ({ id }) => id,
  });
  const selected = countSelected(selection, rows.total ?? 0);
  useShortcuts("List", [{ keys: "escape", label: "Unselect all", run: () => setSelection(emptySelection) }]);

  usePaletteActions([
    {
      id: "clear-filters",
      label: "Clear every filter",
      run: () => setFilter({ search: "", conditions: [] }),
    },
  ]);

  return (
    <PageFrame
      title="Sample list"
      detail={
        selected > 0
          ? `${formatCount(selected)} selected`
          : rows.total !== undefined && `${formatCount(rows.total)} tickets`
      }
      actions={
        <Button variant="primary" size="sm" onClick={() => toast.info("A new ticket would open")}>
          <Plus aria-hidden />
          New ticket
        </Button>
      }
      isFullHeight
    >
      <FilterBar
        fields={sampleFields}
        value={filter}
        onValueChange={setFilter}
        searchPlaceholder="Search tickets"
      />
      <DataTable
        label="tickets"
        columns={columns}
        rows={rows}
        getRowId={({ id }) => id}
        getRowHref={({ number }) => `/design/list?ticket=${number}`}
        onOpen={({ number }) => toast.info(`Ticket ${number} would open`, { id: "open" })}
        sort={sort}
        onSortChange={setSort}
        selection={selection}
        onSelectionChange={setSelection}
        activeIndex={activeIndex}
        onActiveIndexChange={setActiveIndex}
        narrowRow={{ height: 72, render: (row) => <NarrowCard {...row} /> }}
        empty={<EmptyState title="Nothing matches">Remove a filter to see more.</EmptyState>}
      />
    </PageFrame>
  );
}

async function loadSamplePage({ page, limit, signal }: RowPageRequest) {
  await new Promise((resolve) => setTimeout(resolve, 60));
  signal.throwIfAborted();
  const length = Math.min(limit, SAMPLE_TOTAL - page * limit);
  const data = Array.from({ length }, (_, index) => sampleTicket(page * limit + index));
  return { data, pagination: { total: SAMPLE_TOTAL, next_cursor: String(page + 1) } };
}

function Muted({ children }: { children: React.ReactNode }) {
  return <span className="tabular text-muted-foreground">{children}</span>;
}

function TitleCell({ title, tags }: SampleTicket) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate font-medium">{title}</span>
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  );
}

function NarrowCard({ number, title, status, priority, owner, sla_state, sla_due_at }: SampleTicket) {
  return (
    <span className="grid w-full gap-1">
      <span className="flex items-center gap-2">
        <PriorityIcon priority={priority} />
        <span className="tabular text-xs text-muted-foreground">{number}</span>
        <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
      </span>
      <span className="flex items-center gap-2">
        <StatusBadge status={status} variant="plain" />
        <SlaChip state={sla_state} dueAt={sla_due_at} className="ml-auto" />
        <UserAvatar person={owner} />
      </span>
    </span>
  );
}
