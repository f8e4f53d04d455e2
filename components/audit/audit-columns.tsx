import Link from "next/link";
import { roleName } from "@/lib/platform/role-name";
import type { DataTableColumn } from "../shared/data-table-types";
import { RelativeTime } from "../shared/relative-time";
import { auditActor, describeAudit } from "../tickets/drawer/audit-words";
import type { AuditData } from "../tickets/ticket-queries";
import { SealMark } from "./seal-mark";

export const auditColumns: DataTableColumn<AuditData>[] = [
  {
    id: "created_at",
    label: "When",
    size: 110,
    cell: ({ created_at }) => <RelativeTime instant={created_at} className="text-muted-foreground" />,
  },
  {
    id: "actor",
    label: "Who",
    size: 170,
    cell: (row) => <span className="truncate">{auditActor(row)}</span>,
  },
  { id: "what", label: "What", size: 320, minSize: 160, isGrowing: true, isPrimary: true, cell: What },
  {
    id: "ticket",
    label: "Ticket",
    size: 84,
    cell: ({ ticket_number }) =>
      ticket_number && (
        <Link href={`/tickets/${ticket_number}`} className="tabular text-primary-text hover:underline">
          #{ticket_number}
        </Link>
      ),
  },
  {
    id: "role",
    label: "Role",
    size: 140,
    isHiddenByDefault: true,
    cell: ({ actor_role }) => <span className="truncate text-muted-foreground">{roleName(actor_role)}</span>,
  },
  {
    id: "ip_address",
    label: "Address",
    size: 130,
    isHiddenByDefault: true,
    cell: ({ ip_address }) => <span className="tabular text-muted-foreground">{ip_address ?? "–"}</span>,
  },
  { id: "seal", label: "Sealed", size: 96, cell: ({ is_sealed }) => <SealMark isSealed={is_sealed} /> },
];

/** One row on a phone. */
export function AuditCard(row: AuditData) {
  return (
    <div className="flex h-full flex-col justify-center gap-0.5 px-3">
      <div className="flex items-center gap-2 text-xs text-muted-foreground">
        <span className="min-w-0 flex-1 truncate">
          {auditActor(row)}
          {row.ticket_number && ` · #${row.ticket_number}`}
        </span>
        <RelativeTime instant={row.created_at} />
      </div>
      <div className="truncate text-sm">{describeAudit(row).text}</div>
    </div>
  );
}

function What(row: AuditData) {
  const { text, detail } = describeAudit(row);
  return (
    <span className="truncate">
      {text}
      {detail && <span className="text-muted-foreground"> · {detail}</span>}
    </span>
  );
}
