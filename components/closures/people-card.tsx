"use client";

import { Link2Off, Search, UserRoundX } from "lucide-react";
import { useState } from "react";
import { ChartCard, ChartLegend } from "../shared/chart-card";
import { ChartTable } from "../shared/chart-table";
import { formatCount } from "../shared/format-time";
import { RankedBars } from "../shared/ranked-bars";
import { UserAvatar } from "../shared/user-avatar";
import { Input } from "../ui/input";
import { rangeWords } from "./closure-days";
import type { ClosuresData, PersonData } from "./closures-queries";

export interface PeopleCardProps {
  closures: ClosuresData;
  isUnfinishedDay: boolean;
  isStale: boolean;
  openUsername: string;
  onOpen: (person: PersonData) => void;
}

/** From this many on, finding one takes a search. */
const searchFrom = 12;

export function PeopleCard({ closures, isUnfinishedDay, isStale, openUsername, onOpen }: PeopleCardProps) {
  const [search, setSearch] = useState("");
  const { people, previous } = closures;
  const words = search.trim().toLowerCase();
  const found = people.filter(({ name, username }) => `${name} ${username}`.toLowerCase().includes(words));
  const than = previous ? rangeWords(previous.start_date, previous.end_date) : undefined;
  return (
    <ChartCard
      title="By person"
      // Beside the other charts it is as high as they are, and scrolls.
      className="xl:h-0 xl:min-h-full"
      about={`${formatCount(people.length)} ${people.length === 1 ? "person" : "people"}`}
      isStale={isStale}
      actions={
        people.length >= searchFrom && (
          <Input
            aria-label="Find a person"
            placeholder="Find a person"
            leading={<Search aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="w-40 sm:w-44"
          />
        )
      }
      legend={than && <ChartLegend items={[{ mark: "previous-tick", label: than }]} />}
      table={<PeopleTable closures={closures} people={found} than={than} />}
    >
      <div className="-mx-2 scroll-slim px-2 xl:h-full xl:overflow-y-auto">
        <RankedBars
          label="Tickets closed by person"
          unit="closed"
          than={isUnfinishedDay ? undefined : than}
          openId={openUsername}
          items={found.map((person) => ({
            id: person.username,
            label: person.name,
            note: notes[person.kind],
            icon: <CloserIcon person={person} />,
            value: person.tickets_closed,
            previous: person.previous_closed,
          }))}
          onPick={({ id }) => {
            const person = people.find(({ username }) => username === id);
            if (person) onOpen(person);
          }}
        />
        {found.length === 0 && (
          <p className="py-8 text-center text-sm text-muted-foreground">
            {words ? "Nobody with this name closed a ticket." : "Nobody closed a ticket."}
          </p>
        )}
      </div>
    </ChartCard>
  );
}

const notes = { person: undefined, unmapped: "not linked", nobody: undefined };

export function CloserIcon({
  person,
}: {
  person: Pick<PersonData, "kind" | "name" | "username" | "user_id">;
}) {
  if (person.kind === "person")
    return (
      <UserAvatar person={{ id: person.user_id ?? person.username, name: person.name }} hasName={false} />
    );
  const Icon = person.kind === "unmapped" ? Link2Off : UserRoundX;
  return (
    <span
      aria-hidden
      className="grid size-5.5 shrink-0 place-items-center rounded-full border border-dashed border-control text-subtle-foreground"
    >
      <Icon className="size-3" />
    </span>
  );
}

interface PeopleTableProps {
  closures: ClosuresData;
  people: PersonData[];
  than: string | undefined;
}

function PeopleTable({ closures, people, than }: PeopleTableProps) {
  const share = (count: number) =>
    closures.total_closed === 0 ? "–" : `${((100 * count) / closures.total_closed).toFixed(1)}%`;
  return (
    <ChartTable
      label="Tickets closed by person"
      className="xl:[&>section]:max-h-128"
      columns={[
        { label: "Person" },
        { label: "Closed", isNumber: true },
        { label: "Share", isNumber: true },
        ...(than ? [{ label: than, isNumber: true }] : []),
      ]}
      rows={people.map((person) => ({
        key: person.username,
        cells: [
          person.kind === "unmapped" ? `${person.name}, not linked` : person.name,
          formatCount(person.tickets_closed),
          share(person.tickets_closed),
          ...(than ? [formatCount(person.previous_closed ?? 0)] : []),
        ],
      }))}
    />
  );
}
