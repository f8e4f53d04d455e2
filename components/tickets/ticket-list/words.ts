import { formatCount } from "../../shared/format-time";

/** "12,345 tickets", "1 ticket". */
export function countWords(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`;
}
