"use client";

import { ChartCard, ChartLegend } from "../shared/chart-card";
import { ChartTable } from "../shared/chart-table";
import { Change, Figure } from "../shared/figure";
import { HeatMap } from "../shared/heat-map";
import { RankedBars } from "../shared/ranked-bars";
import { TrendChart } from "../shared/trend-chart";
import type { TrendPoint, TrendSeries } from "../shared/trend-types";
import { UserAvatar } from "../shared/user-avatar";
import { Segment, Segmented } from "../ui/segmented";
import { toast } from "../ui/toast";
import { Section, Specimen } from "./section";

const days = [41, 38, 52, 0, 63, 47, 58, 61, 44, 39, 71, 55, 66, 23];
const earlier = [35, 40, 44, 31, 50, 52, 49, 48, 51, 42, 55, 57, 50, 46];
const series: TrendSeries[] = [
  { id: "closed", label: "Closed", tone: 1, mark: "bar" },
  { id: "previous", label: "Two weeks before", tone: "previous", mark: "line" },
];
const points: TrendPoint[] = days.map((closed, index) => ({
  id: String(index),
  label: `${index + 8} Nov`,
  sentence: `${index + 8} Nov: ${closed} closed`,
  values: { closed, previous: earlier[index] ?? null },
  ...(closed === 0 && { state: "missing" as const }),
  ...(index === days.length - 1 && { state: "partial" as const }),
}));
const people = ["Mira Okafor", "Jonas Lindqvist", "Priya Raman", "Tomasz Zielinski", "Ana Beltrán"].map(
  (name, index) => ({ id: name, name, value: 212 - index * index * 12, previous: 180 - index * 9 }),
);
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
const loadAt = (day: number, hour: number) =>
  hour < 6 || hour > 20 ? 0 : Math.round((day > 4 ? 4 : 16) * Math.sin(((hour - 5) / 16) * Math.PI));

export function ChartSections() {
  return (
    <Section
      title="Charts"
      about="Bars from zero with their figures, a table behind each, one stop of the Tab key and arrows between the marks."
    >
      <Specimen name="Segmented">
        <Segmented defaultValue="week" aria-label="Period">
          <Segment value="today">Today</Segment>
          <Segment value="week">7 days</Segment>
          <Segment value="month">30 days</Segment>
        </Segmented>
      </Specimen>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Figure
          name="Closed"
          value="658"
          detail={<Change value={658} previous={600} than="25 Oct – 7 Nov" />}
        />
        <Figure name="Top performer" value="Mira Okafor" detail="212 closed" />
      </dl>
      <div className="grid gap-4 lg:grid-cols-2">
        <ChartCard
          title="Trend"
          about="Closed by day"
          table={
            <ChartTable
              label="Closed by day"
              columns={[{ label: "Day" }, { label: "Closed", isNumber: true }]}
              rows={points.map(({ id, label, values }) => ({ key: id, cells: [label, values.closed] }))}
            />
          }
          legend={
            <ChartLegend
              items={[
                { mark: "bar-1", label: "Last 14 days" },
                { mark: "partial", label: "Not over yet" },
                { mark: "previous", label: "The 14 days before" },
              ]}
            />
          }
        >
          <TrendChart
            label="Closed by day"
            series={series}
            points={points}
            onPick={(point) => toast.info(point.sentence)}
          />
        </ChartCard>
        <ChartCard
          title="People"
          table={
            <ChartTable
              label="Closed by person"
              columns={[{ label: "Person" }, { label: "Closed", isNumber: true }]}
              rows={people.map(({ id, name, value }) => ({ key: id, cells: [name, value] }))}
            />
          }
        >
          <RankedBars
            label="Closed by person"
            unit="closed"
            than="25 Oct – 7 Nov"
            items={people.map(({ id, name, ...figures }) => ({
              id,
              label: name,
              icon: <UserAvatar person={{ id, name }} />,
              ...figures,
            }))}
            onPick={(item) => toast.info(`${item.label}: ${item.value}`)}
          />
        </ChartCard>
        <ChartCard title="Heat map" about="Closed by weekday and hour" className="lg:col-span-2">
          <HeatMap
            label="Closed by weekday and hour"
            rows={weekdays.map((label) => ({ id: label, label }))}
            columns={hours.map((label) => ({ id: label, label }))}
            readValue={loadAt}
            cellSentence={(day, hour) => `${weekdays[day]} ${hours[hour]}:00: ${loadAt(day, hour)} closed`}
          />
        </ChartCard>
      </div>
    </Section>
  );
}
