import type { ComboboxOption } from "../ui/combobox-list";

export interface FilterField {
  id: string;
  /** As in a sentence, in lower case: "status", "created". */
  label: string;
  type: "options" | "date" | "text";
  options?: ComboboxOption[];
  loadOptions?: (query: string, signal: AbortSignal) => Promise<ComboboxOption[]>;
  /** The words for values that came from the URL and are in no list yet. */
  resolveLabel?: (value: string) => string | undefined;
  /** Comes with a link and can only be taken away again. */
  isGiven?: boolean;
  /** Only one value at a time ("SLA state of the resolution clock"). */
  isSingle?: boolean;
  /** Text that must match as a whole ("linked id is …"), not just occur. */
  isExact?: boolean;
  /** Values are names: their capital letters stay inside the sentence. */
  hasNames?: boolean;
  /** Offered for a date; the past ones unless told. */
  presets?: readonly DatePreset[];
}

export interface FilterCondition {
  field: string;
  operator: FilterOperator;
  values: string[];
}

/** Everything a filter bar shows; a page writes it to the URL and reads it back. */
export interface FilterValue {
  search: string;
  conditions: FilterCondition[];
}

export type FilterOperator =
  | "is"
  | "is_not"
  | "contains"
  /** One of the presets of filter-dates.ts, such as "last_7_days". */
  | "within"
  /** Dates as YYYY-MM-DD. */
  | "before"
  | "after"
  | "between";

export const emptyFilter: FilterValue = { search: "", conditions: [] };

export const operatorWords: Record<FilterOperator, string> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  within: "is",
  before: "is up to",
  after: "is from",
  between: "is between",
};

export const datePresets = {
  today: "today",
  yesterday: "yesterday",
  tomorrow: "tomorrow",
  last_24_hours: "in the last 24 hours",
  last_7_days: "in the last 7 days",
  last_30_days: "in the last 30 days",
  last_90_days: "in the last 90 days",
  next_24_hours: "in the next 24 hours",
  next_7_days: "in the next 7 days",
  this_week: "this week",
  this_month: "this month",
  last_month: "last month",
} as const;

export type DatePreset = keyof typeof datePresets;

export const pastPresets: readonly DatePreset[] = [
  "today",
  "yesterday",
  "last_24_hours",
  "last_7_days",
  "last_30_days",
  "last_90_days",
  "this_week",
  "this_month",
  "last_month",
];

/** "status is open or in progress" */
export function conditionWords(condition: FilterCondition, field: FilterField): [string, string, string] {
  const { operator, values } = condition;
  const words = values.map((value) => valueWords(value, field));
  if (operator === "between") return [field.label, operatorWords.between, words.join(" and ")];
  const joint = operator === "is_not" ? " nor " : " or ";
  const text =
    words.length > 3
      ? `${words.slice(0, 2).join(", ")}${joint}${words.length - 2} more`
      : words.length === 3
        ? `${words[0]}, ${words[1]}${joint}${words[2]}`
        : words.join(joint);
  return [field.label, operatorWords[operator], text || "…"];
}

function valueWords(value: string, field: FilterField): string {
  if (field.type === "text") return `“${value}”`;
  if (field.type === "date") return datePresets[value as DatePreset] ?? value;
  const option = field.options?.find((candidate) => candidate.value === value);
  const label = option?.label ?? field.resolveLabel?.(value) ?? value;
  return field.hasNames ? label : label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** Replaces the condition of a field, or removes it when nothing is left of it. */
export function withCondition(value: FilterValue, condition: FilterCondition): FilterValue {
  const isEmpty = condition.values.length === 0;
  const index = value.conditions.findIndex(({ field }) => field === condition.field);
  if (index < 0) return isEmpty ? value : { ...value, conditions: [...value.conditions, condition] };
  return {
    ...value,
    conditions: isEmpty ? value.conditions.toSpliced(index, 1) : value.conditions.with(index, condition),
  };
}
