import {
  type MaskCounts,
  maskProse,
  type ProseKind,
  proseKinds,
  seesPersonalData,
} from "@/lib/exports/mask-personal-data";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import type { DocumentMessage, TicketDocument } from "./render-ticket";
import type { DocumentOptions, MaskedCounts } from "./schema";

/** Documents leave the desk like exports: notes by their permission, personal data unmasked by an admin alone. */
export function checkRights(actor: Actor, options: DocumentOptions): void {
  if (options.include_internal_notes && !hasPermission(actor, "notes:export"))
    throw new AppError("forbidden", "Internal notes leave the desk with the permission notes:export only.");
  const open = proseKinds.filter((kind) => !options.mask.includes(kind));
  if (open.length > 0 && !seesPersonalData(actor))
    throw new AppError(
      "forbidden",
      `Only an admin takes ${open.join(", ")} out of the desk unmasked. Leave \`mask\` out, or name all of ${proseKinds.join(", ")}.`,
    );
}

/** The document with what is to be masked masked in every text of it, counted. */
export function maskDocument(
  ticket: TicketDocument,
  kinds: readonly ProseKind[],
  counts: MaskCounts,
): TicketDocument {
  if (kinds.length === 0) return ticket;
  const mask = <Text extends string | null>(text: Text) =>
    (text === null ? null : maskProse(text, kinds, counts)) as Text;
  const maskMessage = (message: DocumentMessage): DocumentMessage => ({
    ...message,
    from_email: mask(message.from_email),
    body: mask(message.body),
  });
  return {
    ...ticket,
    subject: mask(ticket.subject),
    requester_email: mask(ticket.requester_email),
    description: mask(ticket.description),
    conversations: ticket.conversations.map(maskMessage),
    notes: ticket.notes.map(maskMessage),
  };
}

/** "secrets=1; cards=0; emails=2; phones=0" */
export function maskedHeader(counts: MaskCounts): string {
  return Object.entries(countsOf(counts))
    .map(([kind, count]) => `${kind}=${count}`)
    .join("; ");
}

export function countsOf(counts: MaskCounts): MaskedCounts {
  const { secrets = 0, cards = 0, emails = 0, phones = 0 } = counts;
  return { secrets, cards, emails, phones };
}
