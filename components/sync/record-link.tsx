import { ExternalLink } from "lucide-react";
import Link from "next/link";

export interface RecordLinkProps {
  /** At the vendor. */
  url: string | null;
  label: string;
  /** Docket's own number, once there is a copy. */
  ticketNumber: number | null;
  /** Which desk it is of, where there are several. */
  desk?: string | undefined;
}

/** One record of the vendor: there, and here. */
export function RecordLink({ url, label, ticketNumber, desk }: RecordLinkProps) {
  return (
    <span className="block">
      {url ? (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-6 items-center gap-1 font-medium hover:underline"
        >
          {label}
          <ExternalLink aria-hidden className="size-3 shrink-0 text-subtle-foreground" />
          <span className="sr-only"> at the vendor, in a new tab</span>
        </a>
      ) : (
        <span className="font-medium">{label}</span>
      )}
      {(ticketNumber !== null || desk) && (
        <span className="flex min-h-6 flex-wrap items-center gap-x-2 text-xs text-muted-foreground">
          {ticketNumber !== null && (
            <Link
              href={`/tickets/${ticketNumber}`}
              className="flex min-h-6 items-center text-primary-text hover:underline"
            >
              #{ticketNumber} here
            </Link>
          )}
          {desk && <span className="wrap-anywhere">{desk}</span>}
        </span>
      )}
    </span>
  );
}
