import Link from "next/link";
import { formatCount, minutesWords } from "../shared/format-time";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { type CompanyRowData, ticketsAddress } from "./company-queries";

export interface CompaniesTableProps {
  rows: CompanyRowData[];
  total: number;
  isDimmed: boolean;
  onMore: (() => void) | undefined;
  isLoadingMore: boolean;
}

const shownDomains = 2;

export function CompaniesTable({ rows, total, isDimmed, onMore, isLoadingMore }: CompaniesTableProps) {
  return (
    <div className={cn("transition-opacity duration-100", isDimmed && "opacity-60")}>
      <Table aria-label="Companies">
        <TableHeader>
          <TableRow>
            <TableHead className="w-2/5 pl-0">Company</TableHead>
            <TableHead>Account number</TableHead>
            <TableHead className="hidden md:table-cell">Domains</TableHead>
            <TableHead className="hidden text-right sm:table-cell">Minimum charge</TableHead>
            <TableHead className="pr-0 text-right">Open tickets</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((company) => (
            <CompanyTableRow key={company.id} company={company} />
          ))}
        </TableBody>
      </Table>
      <div className="flex items-center justify-between gap-3 border-t py-3 text-xs text-muted-foreground">
        <span className="tabular">
          {rows.length < total
            ? `${formatCount(rows.length)} of ${formatCount(total)} companies`
            : `${formatCount(total)} ${total === 1 ? "company" : "companies"}`}
        </span>
        {onMore && (
          <Button size="sm" onClick={onMore} isLoading={isLoadingMore}>
            Show more
          </Button>
        )}
      </div>
    </div>
  );
}

function CompanyTableRow({ company }: { company: CompanyRowData }) {
  const { domains } = company;
  return (
    <TableRow>
      <TableCell className="max-w-0 min-w-32 pl-0">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={`/companies/${company.id}`}
            className="truncate font-medium underline-offset-3 hover:underline"
          >
            {company.name}
          </Link>
          {!company.is_active && <Badge>Inactive</Badge>}
        </span>
      </TableCell>
      <TableCell className="font-mono text-xs">{company.account_number ?? "–"}</TableCell>
      <TableCell className="hidden max-w-56 truncate text-muted-foreground md:table-cell">
        {domains.slice(0, shownDomains).join(", ") || "–"}
        {domains.length > shownDomains && ` +${domains.length - shownDomains}`}
      </TableCell>
      <TableCell className="tabular hidden text-right text-muted-foreground sm:table-cell">
        {company.minimum_charge_minutes > 0 ? minutesWords(company.minimum_charge_minutes) : "–"}
      </TableCell>
      <TableCell className="tabular pr-0 text-right">
        {company.open_ticket_count > 0 ? (
          <Link
            href={ticketsAddress(company.id, true)}
            aria-label={`${company.open_ticket_count} open tickets of ${company.name}`}
            className="text-primary-text underline-offset-3 hover:underline"
          >
            {formatCount(company.open_ticket_count)}
          </Link>
        ) : (
          <span className="text-subtle-foreground">0</span>
        )}
      </TableCell>
    </TableRow>
  );
}
