/** What Freshworks and Zendesk write into a ticket that they close because it went into another one. */
const mergeNote = /\bmerged into (?:the )?(?:ticket|request)\b[^\d<]{0,10}(\d{1,18})/i;

export function mergedIntoOf(text: string | null): string | null {
  return mergeNote.exec(text?.slice(0, 2_000) ?? "")?.[1] ?? null;
}
