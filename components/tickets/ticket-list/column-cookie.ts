import type { ColumnPreferences } from "../../shared/data-table-types";

/** In a cookie, so that the first HTML already has the person's columns. */
export const COLUMN_COOKIE = "docket_columns";

const MAX_VIEWS = 8;
const MAX_LENGTH = 3_000;
const idPattern = /^[a-z_]+$/;

/** The columns of each view a person changed, the latest first: `default~number.title~source~title-320|…`. */
export type ColumnsByView = Map<string, ColumnPreferences>;

export function readColumnCookie(text: string | undefined): ColumnsByView {
  const byView: ColumnsByView = new Map();
  for (const entry of (text ?? "").split("|")) {
    const [view, order = "", hidden = "", sizes = ""] = entry.split("~");
    if (!view) continue;
    byView.set(view, { order: readIds(order), hidden: readIds(hidden), sizes: readSizes(sizes) });
  }
  return byView;
}

export function writeColumnCookie(byView: ColumnsByView): string {
  const entries: string[] = [];
  for (const [view, { order, hidden, sizes }] of byView) {
    const widths = Object.entries(sizes).map(([id, pixels]) => `${id}-${Math.round(pixels)}`);
    const entry = [view, order.join("."), hidden.join("."), widths.join(".")].join("~");
    const length = entries.join("|").length + entry.length;
    if (entries.length === MAX_VIEWS || length > MAX_LENGTH) break;
    entries.push(entry);
  }
  return entries.join("|");
}

/** Puts a view's columns first; without preferences the view goes back to what it was saved with. */
export function withColumns(
  byView: ColumnsByView,
  view: string,
  preferences: ColumnPreferences | null,
): ColumnsByView {
  const rest = Array.from(byView).filter(([other]) => other !== view);
  return new Map(preferences ? [[view, preferences], ...rest] : rest);
}

/** The name of a view inside the cookie: short, and never more than the cookie allows. */
export function columnKey(viewId: string | null, isStaff: boolean): string {
  if (viewId) return viewId.slice(-12);
  return isStaff ? "default" : "mine";
}

function readIds(text: string): string[] {
  return text.split(".").filter((id) => idPattern.test(id));
}

function readSizes(text: string): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const part of text.split(".")) {
    const [id = "", pixels = ""] = part.split("-");
    const width = Number(pixels);
    if (idPattern.test(id) && width >= 24 && width <= 2000) sizes[id] = width;
  }
  return sizes;
}
