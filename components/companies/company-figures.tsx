import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "../shared/format-time";
import { tooltip } from "../ui/tooltip";
import { type CompanyData, formatHours, ticketsAddress } from "./company-queries";

export interface CompanyFiguresProps {
  company: CompanyData;
  onRequesters: () => void;
}

const figureStyles =
  "group grid min-w-0 content-start gap-0.5 bg-surface px-4 py-3 text-left transition-colors duration-100";
const linkStyles = "ring-inset-focus hover:bg-hover";

/** What the company comes to; every count opens what it counts. */
export function CompanyFigures({ company, onRequesters }: CompanyFiguresProps) {
  const { unread_hours_count: unread } = company;
  const unreadNote =
    unread > 0
      ? `Without ${formatCount(unread)} ${unread === 1 ? "ticket" : "tickets"} whose hours could not be read yet`
      : "Billable hours, with the minimum charge";
  return (
    <section
      aria-label="Figures"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-border md:grid-cols-5"
    >
      <Link href={ticketsAddress(company.id, true)} className={`${figureStyles} ${linkStyles}`}>
        <Figure label="Open tickets" value={formatCount(company.open_ticket_count)} />
      </Link>
      <Link href={ticketsAddress(company.id)} className={`${figureStyles} ${linkStyles}`}>
        <Figure label="All tickets" value={formatCount(company.ticket_count)} />
      </Link>
      <div className={figureStyles} {...tooltip(unreadNote)}>
        <Figure
          label="Hours"
          value={formatHours(company.total_hours)}
          note={unread > 0 ? `${formatCount(unread)} not read yet` : undefined}
        />
      </div>
      <div className={figureStyles} {...tooltip("Of tickets that were worked on in the last 30 days")}>
        <Figure label="Hours, 30 days" value={formatHours(company.recent_hours)} />
      </div>
      <button
        type="button"
        onClick={onRequesters}
        className={`${figureStyles} ${linkStyles} max-md:col-span-2`}
      >
        <Figure label="Requesters" value={formatCount(company.requester_count)} />
      </button>
    </section>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note?: ReactNode }) {
  return (
    <>
      <span className="text-xs text-muted-foreground">{label}</span>
      <span className="tabular text-xl font-semibold tracking-tight">{value}</span>
      {note && <span className="text-xs text-warning-text">{note}</span>}
    </>
  );
}
