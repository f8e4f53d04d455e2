import { dayWords, hourWords, rangeWords } from "./closure-days";
import type { ClosureSlice } from "./closures-address";

const plurals = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/** "Closed on Tuesdays, 14:00–15:00", "Closed on Tue 17 Nov". */
export function sliceWords({ from, to, hour, weekday }: ClosureSlice): string {
  const span = hour === undefined ? null : hourSpan(hour);
  const days =
    weekday !== undefined
      ? `on ${plurals[weekday - 1]}`
      : from && to
        ? from === to
          ? `on ${dayWords(from)}`
          : `in ${rangeWords(from, to)}`
        : null;
  const place = [days, days ? span : span && `between ${span}`].filter(Boolean).join(", ");
  return place ? `Closed ${place}` : "Closed tickets";
}

/** "14:00–15:00". */
export function hourSpan(hour: number): string {
  return `${hourWords(hour)}–${hourWords((hour + 1) % 24)}`;
}
