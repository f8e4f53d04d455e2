"use client";

import { RelativeTime } from "../shared/relative-time";
import { useNow } from "../shared/use-now";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { tooltip } from "../ui/tooltip";
import type { Token } from "./tokens-page";

export interface TokensTableProps {
  rows: Token[];
  hasOwners: boolean;
  isDimmed: boolean;
  onRevoke: (token: Token) => void;
  onMore: (() => void) | undefined;
}

const shownScopes = 2;
const soonMs = 7 * 24 * 3600 * 1000;

export function TokensTable({ rows, hasOwners, isDimmed, onRevoke, onMore }: TokensTableProps) {
  return (
    <div className={cn("transition-opacity duration-100", isDimmed && "opacity-60")}>
      <Table aria-label="API tokens">
        <TableHeader>
          <TableRow>
            <TableHead className="pl-0">Token</TableHead>
            {hasOwners && <TableHead className="hidden sm:table-cell">Person</TableHead>}
            <TableHead className="hidden md:table-cell">Scopes</TableHead>
            <TableHead className="hidden sm:table-cell">Last used</TableHead>
            <TableHead>Expires</TableHead>
            <TableHead className="w-20 pr-0">
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((token) => (
            <TokenRow key={token.id} token={token} hasOwner={hasOwners} onRevoke={onRevoke} />
          ))}
        </TableBody>
      </Table>
      {onMore && (
        <div className="border-t py-3 text-right">
          <Button size="sm" onClick={onMore}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

interface TokenRowProps extends Pick<TokensTableProps, "onRevoke"> {
  token: Token;
  hasOwner: boolean;
}

function TokenRow({ token, hasOwner, onRevoke }: TokenRowProps) {
  const now = useNow();
  const expiresAt = token.expires_at ? new Date(token.expires_at).getTime() : Number.POSITIVE_INFINITY;
  const isOver = token.revoked_at !== null || expiresAt <= now;
  return (
    <TableRow>
      <TableCell className="max-w-0 min-w-36 py-2 pl-0">
        <span className="block truncate font-medium">{token.name}</span>
        <span className="flex min-w-0 items-center gap-2">
          <code className="font-mono text-xs text-muted-foreground">{token.prefix}…</code>
          {token.companies && (
            <span
              className="truncate text-xs text-muted-foreground"
              {...tooltip(token.companies.map(({ name }) => name).join(", "))}
            >
              only {token.companies[0]?.name}
              {token.companies.length > 1 && ` and ${token.companies.length - 1} more`}
            </span>
          )}
        </span>
      </TableCell>
      {hasOwner && (
        <TableCell className="hidden whitespace-nowrap sm:table-cell">{token.user_name}</TableCell>
      )}
      <TableCell className="hidden md:table-cell">
        <Scopes scopes={token.scopes} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground sm:table-cell">
        <RelativeTime instant={token.last_used_at} fallback="Never" />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {token.revoked_at ? (
          <Badge>Revoked</Badge>
        ) : isOver ? (
          <Badge>Expired</Badge>
        ) : (
          <span className={cn(expiresAt - now < soonMs ? "text-warning-text" : "text-muted-foreground")}>
            <RelativeTime instant={token.expires_at} fallback="Never" />
          </span>
        )}
      </TableCell>
      <TableCell className="w-20 pr-0 text-right">
        {!isOver && (
          <Button
            variant="danger-ghost"
            size="sm"
            onClick={() => onRevoke(token)}
            aria-label={`Revoke ${token.name}`}
          >
            Revoke
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

function Scopes({ scopes }: { scopes: string[] }) {
  if (scopes.includes("*")) return <Badge tone="outline">Everything my role may do</Badge>;
  const rest = scopes.slice(shownScopes);
  return (
    <span className="flex items-center gap-1">
      {scopes.slice(0, shownScopes).map((scope) => (
        <Badge key={scope} tone="outline" className="font-mono font-normal">
          {scope}
        </Badge>
      ))}
      {rest.length > 0 && <Badge {...tooltip(rest.join(", "))}>+{rest.length}</Badge>}
    </span>
  );
}
