import type { ReactNode } from "react";
import { Copyable } from "../shared/copyable";
import { minutesWords } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { Badge } from "../ui/badge";
import type { CompanyData } from "./company-queries";

export function CompanyFacts({ company }: { company: CompanyData }) {
  const charge = company.minimum_charge_minutes;
  return (
    <div className="grid gap-6">
      <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[10rem_1fr]">
        <Fact label="Account number">
          {company.account_number ? (
            <Copyable value={company.account_number} name="account number" className="font-mono text-xs" />
          ) : (
            <Missing>None. The partner API then takes the company's id.</Missing>
          )}
        </Fact>
        <Fact label="Domains">
          {company.domains.length > 0 ? company.domains.join(", ") : <Missing>None</Missing>}
        </Fact>
        <Fact label="Minimum charge">
          {charge > 0 ? `${minutesWords(charge)} a ticket` : <Missing>Off: hours as worked</Missing>}
        </Fact>
        <Fact label="Description">
          {company.description ? (
            <span className="max-w-prose wrap-anywhere whitespace-pre-wrap">{company.description}</span>
          ) : (
            <Missing>None</Missing>
          )}
        </Fact>
        <Fact label="Last changed">
          <RelativeTime instant={company.updated_at} />
        </Fact>
      </dl>
      {company.sources.length > 0 && (
        <section className="grid gap-2">
          <h2 className="text-sm font-semibold">In connected desks</h2>
          <ul className="divide-y rounded-lg border">
            {company.sources.map((source) => (
              <li
                key={`${source.connection_id} ${source.external_id}`}
                className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm"
              >
                <span className="font-medium">{source.connection_name}</span>
                <span className="min-w-0 truncate text-muted-foreground">{source.name}</span>
                <span className="font-mono text-xs text-subtle-foreground">{source.external_id}</span>
                {!source.is_active && <Badge>Inactive there</Badge>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground max-sm:-mb-2">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Missing({ children }: { children: ReactNode }) {
  return <span className="text-subtle-foreground">{children}</span>;
}
