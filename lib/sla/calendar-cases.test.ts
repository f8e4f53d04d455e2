import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { instantInZone } from "@/lib/platform/zone-time";
import { addOpen, compileCalendar, countOpen, isOpen, subtractOpen } from "./calendar";
import { runClock } from "./run-clock";
import { type CalendarDefinition, calendarDefinition, policyInput } from "./schema";

/** Working-time facts restated from public test suites; they lie beside the project and never inside it. */
const file = resolve(import.meta.dirname, "../../../shared/data/sla_cases/cases.json");
const hasData = existsSync(file);
if (!hasData && process.env.CI) throw new Error(`The SLA cases in ${file} are missing.`);

type Ranges = Record<string, [string, string][]>;
type Case = {
  id: string;
  kind: string;
  schedule: { tz: string; hours?: Ranges; holidays?: string[]; breaks?: Ranges; shifts?: Ranges };
  input: Record<string, string> & { minutes?: number; paused?: [string, string][] };
  expected: { seconds?: number; open?: boolean; deadline?: string; at?: string; utc?: string };
  note?: string;
};
const cases: Case[] = hasData ? JSON.parse(readFileSync(file, "utf8")) : [];

function definitionOf({ schedule }: Case): CalendarDefinition {
  const dated = (ranges: Ranges | undefined, kind: "open" | "closed") =>
    Object.entries(ranges ?? {}).map(([date, windows]) => ({ date, name: "", kind, windows }));
  return calendarDefinition.parse({
    time_zone: schedule.tz,
    hours: schedule.hours,
    holidays: (schedule.holidays ?? []).map((date) => ({ date })),
    exceptions: [...dated(schedule.shifts, "open"), ...dated(schedule.breaks, "closed")],
  });
}

const ms = (text: string | undefined) => Date.parse(text ?? "");
const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");

describe.runIf(hasData)(
  `working-time cases${hasData ? "" : " (skipped: the shared folder is not here)"}`,
  () => {
    test.each(cases.filter(({ kind }) => kind !== "invalid" && kind !== "local_to_utc"))(
      "$id $kind",
      (one) => {
        const calendar = compileCalendar("case", one.id, definitionOf(one));
        const { input, expected, kind } = one;
        const budget = (input.minutes ?? 0) * 60_000;
        if (kind === "add") expect(iso(addOpen(calendar, ms(input.start), budget))).toBe(expected.deadline);
        else if (kind === "subtract")
          expect(iso(subtractOpen(calendar, ms(input.start), budget))).toBe(expected.at);
        else if (kind === "elapsed")
          expect(countOpen(calendar, ms(input.start), ms(input.end))).toBe((expected.seconds ?? 0) * 1000);
        else if (kind === "is_open") expect(isOpen(calendar, ms(input.at))).toBe(expected.open);
        else if (kind === "next_open") expect(iso(addOpen(calendar, ms(input.at), 0))).toBe(expected.at);
        else if (kind === "prev_open_or_close")
          expect(iso(subtractOpen(calendar, ms(input.at), 0))).toBe(expected.at);
        else if (kind === "elapsed_with_pause") {
          const edges = [ms(input.start), ...(input.paused ?? []).flat().map(ms), ms(input.end)];
          const periods = edges.slice(1).map((to, at) => ({
            from: edges[at] ?? 0,
            to,
            paused: at % 2 === 1 ? "pending" : null,
            running: "open",
            calendar,
          }));
          expect(runClock(periods, 3_600_000).counted).toBe((expected.seconds ?? 0) * 1000);
        } else throw new Error(`No check for ${kind}.`);
      },
    );

    test.each(cases.filter(({ kind }) => kind === "local_to_utc"))(
      "$id $kind",
      ({ schedule, input, expected }) => {
        expect(iso(instantInZone(ms(`${input.local}Z`), schedule.tz))).toBe(expected.utc);
      },
    );

    test.each(cases.filter(({ kind }) => kind === "invalid"))("$id is refused: $note", (one) => {
      const isRefused =
        one.input.minutes === 0
          ? !policyInput.shape.response_time_minutes.safeParse(0).success
          : !calendarDefinition.safeParse({ time_zone: one.schedule.tz, hours: one.schedule.hours }).success;
      expect(isRefused).toBe(true);
    });
  },
);
