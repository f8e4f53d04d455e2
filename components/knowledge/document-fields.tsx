import { Choice } from "../shared/choice";
import type { KnowledgeRights } from "./knowledge-rights";

export const maskKinds = ["secrets", "cards", "emails", "phones"] as const;
export type MaskKind = (typeof maskKinds)[number];
export interface DocumentDraft {
  include_internal_notes: boolean;
  mask: MaskKind[];
}

export const firstDocumentDraft: DocumentDraft = { include_internal_notes: false, mask: [...maskKinds] };

const maskWords: Record<MaskKind, { label: string; hint: string; one: string; many: string }> = {
  secrets: {
    label: "Passwords and keys",
    hint: "Named ones, and those with a known form",
    one: "password or key",
    many: "passwords and keys",
  },
  cards: {
    label: "Card numbers",
    hint: "All but the last four digits",
    one: "card number",
    many: "card numbers",
  },
  emails: {
    label: "E-mail addresses",
    hint: "All but the first letter and the domain",
    one: "e-mail address",
    many: "e-mail addresses",
  },
  phones: {
    label: "Phone numbers",
    hint: "All but the last four digits",
    one: "phone number",
    many: "phone numbers",
  },
};

export interface DocumentFieldsProps {
  draft: DocumentDraft;
  rights: KnowledgeRights;
  onDraftChange: (change: Partial<DocumentDraft>) => void;
}

/** How tickets leave the desk as text: what is masked, and whether the desk's own notes come along. */
export function DocumentFields({ draft, rights, onDraftChange }: DocumentFieldsProps) {
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="mb-2 text-sm font-medium">Masked</legend>
        {maskKinds.map((kind) => (
          <Choice
            key={kind}
            label={maskWords[kind].label}
            hint={maskWords[kind].hint}
            isOn={draft.mask.includes(kind)}
            isDisabled={!rights.mayUnmask}
            onChange={(isOn) =>
              onDraftChange({
                mask: maskKinds.filter((one) => (one === kind ? isOn : draft.mask.includes(one))),
              })
            }
          />
        ))}
        {!rights.mayUnmask && (
          <p className="text-xs text-muted-foreground">Only an admin may leave any of it readable.</p>
        )}
      </fieldset>
      {rights.canTakeNotes && (
        <Choice
          label="With internal notes"
          hint="What the desk wrote for itself. Mind who will read it."
          isOn={draft.include_internal_notes}
          onChange={(include_internal_notes) => onDraftChange({ include_internal_notes })}
        />
      )}
    </>
  );
}

/** The parameters as the API takes them. */
export function documentOptions({ include_internal_notes, mask }: DocumentDraft) {
  return { include_internal_notes, mask: mask.length > 0 ? mask.join(",") : "none" };
}

/** "Masked: 2 passwords and keys, 1 phone number." */
export function maskedWords(counts: Record<MaskKind, number>): string {
  const found = maskKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${counts[kind] === 1 ? maskWords[kind].one : maskWords[kind].many}`);
  return found.length > 0 ? `Masked: ${found.join(", ")}.` : "Nothing in it had to be masked.";
}
