import { env } from "@/lib/platform/env";
import type { Mail } from "@/lib/platform/mail";

type Words = {
  id: string;
  to: Mail["to"];
  from_name: string;
  subject: string;
  paragraphs: string[];
  /** Where in the desk it leads to, which is also where such mail is switched off. */
  link: { words: string; path: string };
  list: string;
};

/** A mail about the desk itself instead of about a ticket. */
export function composePlainMail({ paragraphs, link, list, ...envelope }: Words): Mail {
  const address = env().DOCKET_URL.replace(/\/$/, "") + link.path;
  const body = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join("");
  return {
    ...envelope,
    text: [...paragraphs, `${link.words}: ${address}`].join("\n\n"),
    html: `<!doctype html><html lang="en"><body>${body}<p><a href="${escapeHtml(address)}">${escapeHtml(link.words)}</a></p></body></html>`,
    thread_id: null,
    list: { id: list, unsubscribe_url: address },
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
