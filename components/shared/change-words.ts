import { formatCount } from "./format-time";

/** From this on a share says less than the difference. */
const largestShare = 10;

/** "+12%", "−4", "same": how a count stands against the one before it, short and as a sentence. */
export function changeWords(value: number, previous: number, than: string) {
  const difference = value - previous;
  const sign = Math.sign(difference);
  const size = formatCount(Math.abs(difference));
  const mark = sign > 0 ? "+" : "−";
  const share = previous > 0 ? Math.abs(difference) / previous : Number.POSITIVE_INFINITY;
  const isShare = previous >= 20 && share < largestShare && Math.round(share * 100) > 0;
  const words =
    sign === 0 ? "same" : isShare ? `${mark}${formatCount(Math.round(share * 100))}%` : `${mark}${size}`;
  const sentence =
    sign === 0
      ? `The same as ${than}: ${formatCount(previous)}`
      : `${size} ${sign > 0 ? "more" : "fewer"} than ${than}: ${formatCount(previous)}`;
  return { words, sign, sentence };
}
