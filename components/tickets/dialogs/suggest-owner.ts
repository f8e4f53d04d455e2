import type { Answer } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";

export type Candidate = Answer<typeof ticketsApi.candidates>["data"][number];

/** Whom the desk would choose, and why in words; null when nobody of the role is available. */
export function suggestOwner(candidates: readonly Candidate[]): { id: string; reason: string } | null {
  const available = candidates.filter((candidate) => candidate.is_available);
  const best = available[0];
  if (!best) return null;
  if (available.length === 1) return { id: best.id, reason: "the only one available now" };
  const isTie = available[1]?.open_count === best.open_count;
  const open = `${best.open_count} open ${best.open_count === 1 ? "ticket" : "tickets"}`;
  return {
    id: best.id,
    reason: isTie
      ? `${open}, as few as anyone of the ${available.length} available, and longest without a new one`
      : `${open}, the fewest of ${available.length} available now`,
  };
}

/** "3 open · 6.4 h to resolve · shift 08:00 to 16:00". */
export function loadWords(candidate: Candidate): string {
  return [`${candidate.open_count} open`, paceWords(candidate)].join(" · ");
}

/** The same without the open tickets, where the reason beside it counts them already. */
export function paceWords(candidate: Candidate): string {
  const { mean_resolution_hours: hours, shift_starts_at: from, shift_ends_at: to } = candidate;
  return [
    hours === null ? "none resolved yet" : `${hours.toLocaleString("en-GB")} h to resolve`,
    from && to && `shift ${from} to ${to}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
