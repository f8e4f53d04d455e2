"use client";

import { formatCount } from "../shared/format-time";
import { Select } from "../ui/select";
import type { ColumnData, MappingData } from "./import-queries";
import { sentence, type ValueField, valueWords } from "./import-words";

export interface ValueTablesProps {
  columns: ColumnData[];
  mapping: MappingData;
  onChange: (values: MappingData["values"]) => void;
}

const fields = Object.keys(valueWords) as ValueField[];
const nothing = "-";

/** What each status, priority, urgency and impact of the source means here. */
export function ValueTables({ columns, mapping, onChange }: ValueTablesProps) {
  const shown = fields.flatMap((field) => {
    const source = mapping.columns.find((column) => column.target === field)?.column;
    const values = columns.find((column) => column.name === source)?.values;
    return source && values && values.length > 0 ? [{ field, source, values }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {shown.map(({ field, source, values }) => (
        <section key={field} aria-label={valueWords[field].title} className="rounded-lg border bg-surface">
          <header className="flex items-baseline justify-between gap-3 border-b px-3 py-2">
            <h3 className="text-sm font-medium">{valueWords[field].title}</h3>
            <span className="truncate text-xs text-muted-foreground">from {source}</span>
          </header>
          <ul className="relative scroll-slim max-h-80 divide-y overflow-y-auto">
            {values.map(({ value, count }) => (
              <li
                key={value}
                className="grid grid-cols-[minmax(0,1fr)_auto_11rem] items-center gap-3 px-3 py-1.5"
              >
                <span className="truncate font-mono text-xs" title={value}>
                  {value}
                </span>
                <span className="tabular text-xs text-muted-foreground">{formatCount(count)}</span>
                <Select
                  aria-label={`${value} means`}
                  options={optionsFor(field)}
                  value={mapping.values[field][value] ?? nothing}
                  onValueChange={(chosen) =>
                    onChange({
                      ...mapping.values,
                      [field]: { ...mapping.values[field], [value]: chosen === nothing ? null : chosen },
                    })
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function optionsFor(field: ValueField) {
  const { options, none } = valueWords[field];
  return [
    ...options.map((value) => ({ value, label: sentence(value) })),
    { value: nothing, label: "No meaning", hint: none },
  ];
}
