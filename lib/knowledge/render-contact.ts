import { type MaskCounts, maskProse, masks, type ProseKind } from "@/lib/exports/mask-personal-data";
import { heading, inline } from "./safe-markdown";

/** What a contact's document is made of. An external desk's title and second phone number are not kept. */
export type ContactDocument = {
  name: string;
  email: string | null;
  phone: string | null;
  is_active: boolean;
};

/** The documented layout. `depth` shifts its heading below those of the text around it. */
export function renderContact(contact: ContactDocument, depth = 0): string {
  const lines: [string, string | null][] = [
    ["Email", contact.email],
    ["Title", null],
    ["Mobile Phone", null],
    ["Work Phone", contact.phone],
    ["Active", contact.is_active ? "Yes" : "No"],
  ];
  return `${[
    heading(1 + depth, `Contact Information for ${contact.name}`),
    lines.map(([label, value]) => `- **${label}:** ${inline(value || "N/A")}`).join("\n"),
  ].join("\n\n")}\n`;
}

/** What is to be masked is masked, counted; the columns say what they hold, however it is written. */
export function maskContact<Masked extends ContactDocument>(
  contact: Masked,
  kinds: readonly ProseKind[],
  counts: MaskCounts,
): Masked {
  const hide = (kind: "emails" | "phones", mask: (value: string) => string, value: string | null) => {
    if (!value || !kinds.includes(kind)) return value;
    counts[kind] = (counts[kind] ?? 0) + 1;
    return mask(value);
  };
  return {
    ...contact,
    name: maskProse(contact.name, kinds, counts),
    email: hide("emails", masks.email, contact.email),
    phone: hide("phones", masks.phone, contact.phone),
  };
}
