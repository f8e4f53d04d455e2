"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { roleName } from "@/lib/platform/role-name";
import { formatInstant } from "../shared/format-time";
import { usePreferences } from "../shared/preferences";
import { auditActor, describeAudit } from "../tickets/drawer/audit-words";
import type { AuditData } from "../tickets/ticket-queries";
import { priorityName, sentenceCase, statusName } from "../tickets/ticket-words";
import { Sheet, SheetContent } from "../ui/sheet";
import { SealMark } from "./seal-mark";

export interface AuditDetailsProps {
  row: AuditData | null;
  onClose: () => void;
}

/** Everything one audit row holds, in words. */
export default function AuditDetails({ row, onClose }: AuditDetailsProps) {
  const { timeZone } = usePreferences();
  return (
    <Sheet open={row !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {row && (
        <SheetContent title={sentenceCase(row.action)} className="sm:max-w-lg">
          <div className="scroll-slim flex-1 overflow-y-auto p-4">
            <p className="text-base font-medium">
              {auditActor(row)} {describeAudit(row).text}
            </p>
            {describeAudit(row).detail && (
              <p className="mt-1 text-sm whitespace-pre-wrap text-muted-foreground">
                {describeAudit(row).detail}
              </p>
            )}
            <dl className="mt-4 grid grid-cols-[8rem_1fr] gap-x-3 gap-y-2 text-sm">
              <Fact name="When">{formatInstant(row.created_at, timeZone)}</Fact>
              <Fact name="Role">{roleName(row.actor_role)}</Fact>
              <Fact name="Address">{row.ip_address ?? "Not known"}</Fact>
              {row.ticket_number && (
                <Fact name="Ticket">
                  <Link href={`/tickets/${row.ticket_number}`} className="text-primary-text hover:underline">
                    #{row.ticket_number}
                  </Link>
                </Fact>
              )}
              <Fact name="Hash chain">
                <SealMark isSealed={row.is_sealed} />
              </Fact>
              <Fact name="Row">{row.id}</Fact>
            </dl>
            <h3 className="mt-5 mb-2 text-sm font-semibold">Recorded</h3>
            <Payload row={row} />
          </div>
        </SheetContent>
      )}
    </Sheet>
  );
}

function Payload({ row }: { row: AuditData }) {
  const entries = Object.entries(row.payload);
  if (row.payload.withheld === true)
    return (
      <p className="text-sm text-muted-foreground">
        The ticket is sensitive: open it with a reason to see what was recorded.
      </p>
    );
  if (entries.length === 0) return <p className="text-sm text-muted-foreground">Nothing beyond the above.</p>;
  return (
    <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-2 text-sm">
      {entries.map(([name, value]) => (
        <Fact key={name} name={sentenceCase(name)}>
          {words(name, value, row.names)}
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 break-words whitespace-pre-wrap">{children}</dd>
    </>
  );
}

function words(name: string, value: unknown, names: Record<string, string>): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map((item) => words(name, item, names)).join(", ");
  if (typeof value === "object") return JSON.stringify(value, null, 2);
  if (name.endsWith("role")) return roleName(String(value));
  if (name.endsWith("status")) return statusName(String(value));
  if (name.endsWith("priority")) return priorityName(String(value));
  return names[String(value)] ?? String(value);
}
