import type { TicketStatus } from "@/lib/tickets/status";
import type { Choice, RemoteVocabulary, Vendor } from "../adapters/adapter";
import type { ConnectionSettings } from "./schema";
import { knownName } from "./vendor-defaults";

type Maps = Pick<ConnectionSettings, "status_map" | "source_map">;

/** The first that fits counts: "Billing complete" is done, "Awaiting billing" is not. */
const statusWords: readonly (readonly [RegExp, TicketStatus])[] = [
  [/\b(?:re-?open)/, "REOPENED"],
  [/\bescalat/, "ESCALATED"],
  [/\bclosed?\b/, "CLOSED"],
  [/\b(?:resolved|solved|completed?|done|fixed)\b/, "RESOLVED"],
  [/\b(?:invoic|billing|finance|payment)/, "AWAITING_FINANCE"],
  [/\b(?:third party|3rd party|vendor|supplier|carrier|on.?hold|parts)\b/, "AWAITING_OPERATOR"],
  [/\b(?:customer|requester|user|client) (?:replied|responded|answered)\b/, "OPEN"],
  [/\b(?:waiting|awaiting|pending)\b/, "AWAITING_SHIPPER"],
  [/\b(?:progress|working|investigat|scheduled|assigned)/, "IN_PROGRESS"],
  [/\bnew\b/, "NEW"],
  [/\bopen\b/, "OPEN"],
];

/**
 * Codes that a desk uses in a sense of its own get a meaning by its words, where they say one; otherwise no meaning at
 * all, so that the mapping shows them as open questions.
 */
export function proposeMaps(vendor: Vendor, maps: Maps, told: RemoteVocabulary): Maps {
  const isKnown = (field: "statuses" | "sources") => (choice: Choice) =>
    sameWords(knownName(vendor, field, choice.code), choice.name);
  return {
    status_map: propose(maps.status_map, told.statuses, isKnown("statuses"), statusOf),
    source_map: propose(maps.source_map, told.sources, isKnown("sources"), channelOf),
  };
}

function propose<Meaning>(
  map: Record<string, Meaning>,
  told: readonly Choice[],
  isKnown: (choice: Choice) => boolean,
  meaningOf: (name: string) => Meaning | null,
): Record<string, Meaning> {
  const next = { ...map };
  for (const choice of told) {
    if (choice.code in map && isKnown(choice)) continue;
    const meaning = meaningOf(choice.name);
    if (meaning === null) delete next[choice.code];
    else next[choice.code] = meaning;
  }
  return next;
}

function statusOf(name: string): TicketStatus | null {
  const words = name.toLowerCase();
  return statusWords.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

function channelOf(name: string): string | null {
  const word = name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  return word.replace(/^-|-$/g, "").slice(0, 40) || null;
}

function sameWords(known: string | null, told: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return known !== null && plain(known) === plain(told);
}
