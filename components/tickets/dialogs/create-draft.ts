import type { ComboboxOption } from "@/components/ui/combobox-list";
import type { TicketPriority } from "@/lib/tickets/schema";
import type { LinkedType } from "../option-loaders";

/** What stands in the form; options carry their labels, so that a restored draft reads as it was left. */
export type CreateDraft = {
  title: string;
  description: string;
  priority: TicketPriority;
  linkedType: LinkedType | null;
  linked: ComboboxOption | null;
  tags: string[];
  requester: ComboboxOption | null;
  franchise: ComboboxOption | null;
  ownerRole: string | null;
  ownerId: string | null;
  isSensitive: boolean;
};

export type CreateField = "title" | "description" | "linked";
export type CreateProblems = Partial<Record<CreateField, string>>;

export const emptyCreateDraft: CreateDraft = {
  title: "",
  description: "",
  priority: "MEDIUM",
  linkedType: null,
  linked: null,
  tags: [],
  requester: null,
  franchise: null,
  ownerRole: null,
  ownerId: null,
  isSensitive: false,
};

export const createLimits = {
  title: { min: 10, max: 200 },
  description: { min: 20, max: 2000 },
} as const;

/** What is wrong with a draft, field by field; nothing when it can be sent. */
export function checkDraft(draft: CreateDraft): CreateProblems {
  const problems: CreateProblems = {};
  for (const field of ["title", "description"] as const) {
    const length = draft[field].trim().length;
    const { min, max } = createLimits[field];
    if (length < min) problems[field] = `At least ${min} characters.`;
    if (length > max) problems[field] = `At most ${max.toLocaleString("en-GB")} characters.`;
  }
  if (draft.linkedType && !draft.linked) problems.linked = `Choose the ${draft.linkedType}, or no link.`;
  return problems;
}

/** Whether there is anything in it that would hurt to lose. */
export function isWorthKeeping(draft: CreateDraft): boolean {
  return JSON.stringify(draft) !== JSON.stringify(emptyCreateDraft);
}

/** The form as the API takes it; fields the desk decides are left out for requesters. */
export function toInput(draft: CreateDraft, isStaff: boolean, followUpOfId: string | null) {
  const { title, description, priority, linkedType, linked, tags, isSensitive } = draft;
  return {
    title: title.trim(),
    description: description.trim(),
    priority,
    tags,
    is_sensitive: isSensitive,
    ...(linkedType && linked && { linked_type: linkedType, linked_id: linked.value }),
    ...(followUpOfId && { follow_up_of_id: followUpOfId }),
    ...(isStaff && {
      requester_id: draft.requester?.value,
      assigned_franchise_id: draft.franchise?.value,
      owner_role: draft.ownerRole ?? undefined,
      owner_id: (draft.ownerRole && draft.ownerId) || undefined,
    }),
  };
}

export function readCreateDraft(name: string): CreateDraft | null {
  try {
    const stored = JSON.parse(localStorage.getItem(name) ?? "null") as Partial<CreateDraft> | null;
    return stored && { ...emptyCreateDraft, ...stored };
  } catch {
    return null;
  }
}

export function writeCreateDraft(name: string, draft: CreateDraft): void {
  try {
    if (isWorthKeeping(draft)) localStorage.setItem(name, JSON.stringify(draft));
    else localStorage.removeItem(name);
  } catch {
    // A browser without room for it still holds the text in the open form.
  }
}
