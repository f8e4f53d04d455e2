"use client";

import { CircleCheck, CircleSlash, Moon } from "lucide-react";
import { isStaff } from "@/lib/platform/permissions";
import { roleName } from "@/lib/platform/role-name";
import { formatCount } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { UserAvatar } from "../shared/user-avatar";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { tooltip } from "../ui/tooltip";
import type { PersonAction } from "./people-page";
import type { Person } from "./people-queries";
import { PersonRowMenu } from "./person-row-menu";

export interface PeopleTableProps {
  rows: Person[];
  total: number;
  managerId: string | null;
  isLoading: boolean;
  isDimmed: boolean;
  onAction: (action: PersonAction, person: Person) => void;
  onMore: (() => void) | undefined;
  isLoadingMore: boolean;
}

export function PeopleTable({
  rows,
  total,
  managerId,
  isDimmed,
  onAction,
  onMore,
  ...props
}: PeopleTableProps) {
  return (
    <div className={cn("transition-opacity duration-100", isDimmed && "opacity-60")}>
      <Table aria-label="People">
        <TableHeader>
          <TableRow>
            <TableHead className="w-1/2 pl-0">Person</TableHead>
            <TableHead className="hidden sm:table-cell">Role</TableHead>
            <TableHead className="hidden lg:table-cell">Franchise</TableHead>
            <TableHead className="hidden md:table-cell">Availability</TableHead>
            {managerId && <TableHead className="hidden xl:table-cell">Last sign-in</TableHead>}
            {managerId && (
              <TableHead className="w-10 px-0">
                <span className="sr-only">Actions</span>
              </TableHead>
            )}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((person) => (
            <PersonRow key={person.id} person={person} managerId={managerId} onAction={onAction} />
          ))}
        </TableBody>
      </Table>
      <div className="flex items-center justify-between gap-3 border-t py-3 text-xs text-muted-foreground">
        <span className="tabular">
          {rows.length < total
            ? `${formatCount(rows.length)} of ${formatCount(total)} people`
            : `${formatCount(total)} ${total === 1 ? "person" : "people"}`}
        </span>
        {onMore && (
          <Button size="sm" onClick={onMore} isLoading={props.isLoadingMore}>
            Show more
          </Button>
        )}
      </div>
    </div>
  );
}

type PersonRowProps = { person: Person } & Pick<PeopleTableProps, "managerId" | "onAction">;

function PersonRow({ person, managerId, onAction }: PersonRowProps) {
  const isYou = person.id === managerId;
  return (
    <TableRow>
      <TableCell className="max-w-0 min-w-52 py-2 pl-0 max-sm:w-full">
        <span className="flex items-center gap-3">
          <UserAvatar person={person} size="md" className="shrink-0" />
          <span className="min-w-0">
            <span className="flex items-center gap-2 font-medium">
              <span className="truncate">{person.name}</span>
              {isYou && <Badge tone="outline">You</Badge>}
              {person.must_change_password && (
                <Badge tone="warning" {...tooltip("Has yet to choose a password")}>
                  Invited
                </Badge>
              )}
            </span>
            <span className="block truncate text-xs text-muted-foreground">{person.email}</span>
            <span className="mt-0.5 block text-xs text-muted-foreground sm:hidden">
              {roleName(person.role)}
            </span>
          </span>
        </span>
      </TableCell>
      <TableCell className="hidden whitespace-nowrap sm:table-cell">{roleName(person.role)}</TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground lg:table-cell">
        {person.franchise_name ?? "–"}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap md:table-cell">
        {isStaff(person.role) || person.deactivated_at ? <Availability person={person} /> : "–"}
      </TableCell>
      {managerId && (
        <TableCell className="hidden whitespace-nowrap text-muted-foreground xl:table-cell">
          <RelativeTime instant={person.last_sign_in_at} fallback="Never" />
        </TableCell>
      )}
      {managerId && (
        <TableCell className="w-10 px-0 text-right">
          <PersonRowMenu person={person} isYou={isYou} onAction={onAction} />
        </TableCell>
      )}
    </TableRow>
  );
}

function Availability({ person }: { person: Person }) {
  if (person.deactivated_at)
    return (
      <span className="flex items-center gap-1.5 text-muted-foreground">
        <CircleSlash aria-hidden className="size-3.5" />
        Deactivated <RelativeTime instant={person.deactivated_at} />
      </span>
    );
  const shift = person.shift_starts_at && `${person.shift_starts_at}–${person.shift_ends_at}`;
  const Icon = person.is_available ? CircleCheck : Moon;
  return (
    <span className="block">
      <span className="flex items-center gap-1.5">
        <Icon
          aria-hidden
          className={cn("size-3.5", person.is_available ? "text-success-text" : "text-warning-text")}
        />
        {person.is_available ? "Available" : "Away"}
      </span>
      {shift && <span className="tabular block pl-5 text-xs text-muted-foreground">{shift}</span>}
    </span>
  );
}
