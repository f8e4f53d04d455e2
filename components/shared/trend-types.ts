export interface TrendSeries {
  id: string;
  label: string;
  /** A meaning keeps its colour on every page. "previous" is the same thing, earlier. */
  tone: 1 | 2 | 3 | 4 | 5 | "previous";
  mark: "bar" | "line";
}

export interface TrendPoint {
  id: string;
  /** Under the axis: "14", "Tue 17". */
  label: string;
  /** All there is to say, for the tooltip and for screen readers: "Tue 17 Nov: 23 closed". */
  sentence: string;
  values: Record<string, number | null>;
  /** "partial" is not over yet, "missing" has no data, "ahead" is still to come. */
  state?: "partial" | "missing" | "ahead";
}

/** Where the plot lies within the chart; the marks that take focus and pointer are laid over it. */
export const plotInsets = { top: 18, right: 4, bottom: 22, left: 38 };
