"use client";

import { CircleAlert, CircleCheck, Clock } from "lucide-react";
import { RelativeTime } from "../shared/relative-time";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import type { MailData } from "./mail-page";

interface MailTableProps {
  rows: MailData[];
  isDimmed: boolean;
  onOpen: (id: string) => void;
}

export function MailTable({ rows, isDimmed, onOpen }: MailTableProps) {
  return (
    <Table aria-label="E-mails" className={cn(isDimmed && "opacity-60")}>
      <TableHeader>
        <TableRow>
          <TableHead className="max-sm:hidden">To</TableHead>
          <TableHead className="w-full">Subject</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="text-right">When</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((mail) => (
          <TableRow key={mail.id}>
            <TableCell className="max-w-56 truncate max-sm:hidden">{mail.to_address}</TableCell>
            {/* As wide as the others leave it: the subject is cut, never the time. */}
            <TableCell className="max-w-0">
              <button
                type="button"
                onClick={() => onOpen(mail.id)}
                className="block max-w-full truncate text-left font-medium hover:underline"
              >
                {mail.subject}
              </button>
              <span className="block truncate text-xs text-muted-foreground sm:hidden">
                {mail.to_address}
              </span>
              {mail.last_error && (
                <span className="block truncate text-xs text-danger-text">{mail.last_error}</span>
              )}
            </TableCell>
            <TableCell>
              <MailState mail={mail} />
            </TableCell>
            <TableCell className="text-right whitespace-nowrap text-muted-foreground">
              <RelativeTime instant={mail.updated_at} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

export function MailState({ mail }: { mail: Pick<MailData, "status" | "attempts" | "is_in_outbox"> }) {
  if (mail.status === "failed")
    return (
      <Badge tone="danger">
        <CircleAlert aria-hidden />
        Failed after {mail.attempts} {mail.attempts === 1 ? "try" : "tries"}
      </Badge>
    );
  if (mail.status === "waiting")
    return (
      <Badge tone="warning">
        <Clock aria-hidden />
        Tried {mail.attempts === 1 ? "once" : `${mail.attempts} times`}
      </Badge>
    );
  return (
    <Badge tone="success">
      <CircleCheck aria-hidden />
      {mail.is_in_outbox ? "In the outbox" : "Sent"}
    </Badge>
  );
}
