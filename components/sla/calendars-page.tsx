"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock, Pencil, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { slaApi } from "@/lib/sla/api";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { toast } from "../ui/toast";
import { CalendarDialog } from "./calendar-dialog";
import { calendarDraftOf, newCalendar } from "./calendar-draft";
import { addToReplay } from "./replay-draft";
import { SlaFrame } from "./sla-frame";
import { type Calendar, type CalendarDraft, calendarsKey, calendarsQuery, messageOf } from "./sla-queries";
import { WeekView, weekWords } from "./week-view";

export interface CalendarsPageProps {
  initial: Calendar[];
  /** Where a new calendar starts. */
  organizationZone: string;
  canWrite: boolean;
}

/** Which hours count: the week, holidays and exceptions of each calendar. */
export function CalendarsPage({ initial, organizationZone, canWrite }: CalendarsPageProps) {
  const router = useRouter();
  const calendars = useQuery({ ...calendarsQuery, initialData: { data: initial } });
  const [editing, setEditing] = useState<Calendar | "new" | null>(null);
  const [removing, setRemoving] = useState<Calendar | null>(null);
  const { save, remove } = useSaveCalendars();
  const add = canWrite && (
    <Button variant="primary" onClick={() => setEditing("new")}>
      <Plus aria-hidden />
      Add calendar
    </Button>
  );
  const all = calendars.data.data;
  const edited = editing === "new" ? null : editing;

  return (
    <SlaFrame
      canWrite={canWrite}
      description="The hours that count. A policy without a calendar counts every hour of every day."
      actions={all.length > 0 && add}
    >
      {calendars.isError ? (
        <ErrorState message={messageOf(calendars.error)} onRetry={() => void calendars.refetch()} />
      ) : all.length === 0 ? (
        <EmptyState Icon={CalendarClock} title="No calendars yet" action={add}>
          Until there is one, clocks run day and night. With office hours in a calendar, a ticket of Friday
          evening is due on Monday.
        </EmptyState>
      ) : (
        <ul className="grid gap-4 md:grid-cols-2">
          {all.map((calendar) => (
            <CalendarCard
              key={calendar.id}
              calendar={calendar}
              onEdit={canWrite ? () => setEditing(calendar) : undefined}
              onRemove={() => setRemoving(calendar)}
            />
          ))}
        </ul>
      )}
      {editing && (
        <CalendarDialog
          title={edited ? edited.name : "New calendar"}
          initial={edited ? calendarDraftOf(edited) : newCalendar(organizationZone)}
          submitLabel={edited ? "Save calendar" : "Add calendar"}
          effect={
            edited
              ? "From now on time counts by the new hours; what was counted before stays counted."
              : "It counts for the policies that name it."
          }
          onSubmit={(draft) => save(draft, edited)}
          onTry={
            edited
              ? (draft) => {
                  addToReplay({ calendars: [{ ...draft, id: edited.id }] });
                  router.push("/settings/sla/replay");
                }
              : undefined
          }
          onClose={() => setEditing(null)}
        />
      )}
      {removing && (
        <ConfirmDialog
          isOpen
          onOpenChange={() => setRemoving(null)}
          title={`Delete ${removing.name}?`}
          confirmLabel="Delete calendar"
          tone="danger"
          onConfirm={() => remove(removing)}
        >
          Tickets of the past stay as they were counted.
        </ConfirmDialog>
      )}
    </SlaFrame>
  );
}

function useSaveCalendars() {
  const client = useQueryClient();
  const done = async (message: string) => {
    await client.invalidateQueries({ queryKey: calendarsKey });
    toast.success(message);
  };
  const save = async (body: CalendarDraft, existing: Calendar | null) => {
    if (existing) {
      const params = { id: existing.id };
      await call<typeof slaApi.updateCalendar>("PUT", "/sla-calendars/{id}", { params, body });
    } else await call<typeof slaApi.createCalendar>("POST", "/sla-calendars", { body });
    await done(`${body.name} saved`);
  };
  const remove = async ({ id, name }: Calendar) => {
    await call<typeof slaApi.deleteCalendar>("DELETE", "/sla-calendars/{id}", { params: { id } });
    await done(`${name} deleted`);
  };
  return { save, remove };
}

interface CalendarCardProps {
  calendar: Calendar;
  onEdit: (() => void) | undefined;
  onRemove: () => void;
}

function CalendarCard({ calendar, onEdit, onRemove }: CalendarCardProps) {
  const { name, time_zone, hours, holidays, exceptions, used_by } = calendar;
  const isUsed = used_by > 0;
  return (
    <li className="grid min-w-0 content-start gap-3 rounded-md border bg-surface p-4">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-base font-semibold">{name}</h3>
          <p className="text-xs text-muted-foreground">
            {time_zone.replaceAll("_", " ")} · {weekWords(hours)}
          </p>
        </div>
        {onEdit && (
          <>
            <IconButton label={`Edit ${name}`} onClick={onEdit}>
              <Pencil aria-hidden />
            </IconButton>
            <IconButton
              label={isUsed ? `${name} is used by policies and cannot be deleted` : `Delete ${name}`}
              aria-disabled={isUsed}
              onClick={() => !isUsed && onRemove()}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </>
        )}
      </div>
      <WeekView hours={hours} />
      <p className="text-xs text-muted-foreground">
        {plural(holidays.length, "holiday")}, {plural(exceptions.length, "exception")}
        {nextOf(holidays)} · {isUsed ? `counts for ${plural(used_by, "policy", "policies")}` : "not used"}
      </p>
    </li>
  );
}

function nextOf(holidays: Calendar["holidays"]): string {
  const today = new Date().toISOString().slice(0, 10);
  const next = holidays
    .filter(({ date }) => date >= today)
    .toSorted((a, b) => a.date.localeCompare(b.date))[0];
  return next ? `, next ${next.name || "holiday"} on ${next.date}` : "";
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
