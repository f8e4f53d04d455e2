import type { ComposerMode } from "../ticket-actions";

export type Draft = { html: string; text: string };
type StoredDraft = Draft & { saved_at: number };
type DraftKey = { viewerId: string; ticketId: string; mode: ComposerMode };

const prefix = "docket.draft.";
const keptForMs = 30 * 24 * 3_600_000;

/** The unsent text of one ticket and mode, also after a reload; null when there is none. */
export function readDraft(key: DraftKey, storage = browserStorage()): Draft | null {
  return storage ? parse(storage.getItem(nameOf(key))) : null;
}

/** Keeps the text, or forgets the draft once the text is empty. False when the browser has no room for it. */
export function writeDraft(
  key: DraftKey,
  draft: Draft,
  now = Date.now(),
  storage = browserStorage(),
): boolean {
  if (!storage) return false;
  try {
    if (draft.text.trim() === "") storage.removeItem(nameOf(key));
    else storage.setItem(nameOf(key), JSON.stringify({ ...draft, saved_at: now } satisfies StoredDraft));
    return true;
  } catch {
    return false;
  }
}

/** Drafts nobody came back to for a month make room for new ones. */
export function forgetOldDrafts(now = Date.now(), storage = browserStorage()): void {
  if (!storage) return;
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  for (const name of names.filter((candidate) => candidate.startsWith(prefix))) {
    const savedAt = parse(storage.getItem(name))?.saved_at ?? 0;
    if (now - savedAt > keptForMs) storage.removeItem(name);
  }
}

function nameOf({ viewerId, ticketId, mode }: DraftKey): string {
  return `${prefix}${viewerId}.${ticketId}.${mode}`;
}

function parse(value: string | null): StoredDraft | null {
  if (!value) return null;
  try {
    const draft = JSON.parse(value) as Partial<StoredDraft>;
    if (typeof draft.html !== "string" || typeof draft.text !== "string") return null;
    return { html: draft.html, text: draft.text, saved_at: draft.saved_at ?? 0 };
  } catch {
    return null;
  }
}

// Reading the property alone throws where the person forbids storage.
function browserStorage(): Storage | null {
  try {
    return typeof localStorage === "undefined" ? null : localStorage;
  } catch {
    return null;
  }
}
