import { env } from "@/lib/platform/env";
import type { Mail } from "@/lib/platform/mail";
import type { Notice, Recipient } from "./channel";
import { signSubscription } from "./unsubscribe-token";

/** One notification as an e-mail; all of one ticket make one conversation. */
export function composeMail(notice: Notice, organizationId: string): Mail {
  const { ticket, recipient } = notice;
  const unsubscribe = unsubscribeLink(organizationId, recipient, ticket.id);
  const footer = footerWords(recipient, "this ticket");
  const heading = `#${ticket.number} ${titleOf(notice)}`;
  return {
    id: notice.id,
    to: { name: recipient.name, address: recipient.email ?? "" },
    from_name: notice.organization_name,
    subject: `[#${ticket.number}] ${titleOf(notice)}`,
    text: [
      heading,
      notice.text,
      notice.message?.text,
      ticket.url && `Open the ticket: ${ticket.url}`,
      `-- \n${footer.why}\n${footer.stop}: ${unsubscribe}`,
    ]
      .filter(Boolean)
      .join("\n\n"),
    html: page(heading, [section(notice), footerHtml(footer, unsubscribe)].join("")),
    thread_id: `ticket.${ticket.id}`,
    list: { id: `ticket-${ticket.number}`, unsubscribe_url: unsubscribe },
  };
}

/** Several notifications of one person in one e-mail, by ticket; `older` more are only counted. */
export function composeDigest(
  notices: readonly [Notice, ...Notice[]],
  older: number,
  organizationId: string,
): Mail {
  const [{ recipient, organization_name, id }] = notices;
  const unsubscribe = unsubscribeLink(organizationId, recipient, null);
  const footer = footerWords(recipient, organization_name);
  const tickets = Map.groupBy(notices, (notice) => notice.ticket.id);
  const subject =
    older > 0
      ? count(notices.length + older, "notification")
      : `${count(notices.length, "notification")} about ${count(tickets.size, "ticket")}`;
  // Contacts have no page on which to read on.
  const where = recipient.user_id === null ? "." : `: ${deskUrl()}/notifications`;
  const rest = older > 0 ? `And ${older} older ones${where}` : "";
  const sections = [...tickets.values()].map((group) => {
    const [first] = group as [Notice, ...Notice[]];
    const heading = `#${first.ticket.number} ${titleOf(first)}`;
    const lines = group.flatMap((notice) => [`- ${notice.text}`, ...quoted(notice)]);
    return {
      text: [heading, ...lines, first.ticket.url].filter(Boolean).join("\n"),
      html: `<h2 style="font-size:15px;margin:20px 0 4px">${escapeHtml(heading)}</h2>${group.map(paragraphs).join("")}${linkTo(first)}`,
    };
  });
  return {
    id: `summary.${id}`,
    to: { name: recipient.name, address: recipient.email ?? "" },
    from_name: organization_name,
    subject,
    text: [
      subject,
      ...sections.map((part) => part.text),
      ...(rest ? [rest] : []),
      `-- \n${footer.why}\n${footer.stop}: ${unsubscribe}`,
    ].join("\n\n"),
    html: page(
      subject,
      [
        ...sections.map((part) => part.html),
        rest && `<p>${escapeHtml(rest)}</p>`,
        footerHtml(footer, unsubscribe),
      ].join(""),
    ),
    thread_id: null,
    list: { id: "notifications", unsubscribe_url: unsubscribe },
  };
}

function unsubscribeLink(organizationId: string, recipient: Recipient, ticketId: string | null): string {
  const token = signSubscription({
    organization_id: organizationId,
    user_id: recipient.user_id,
    requester_id: recipient.requester_id,
    ticket_id: ticketId,
  });
  return `${deskUrl()}/api/v1/notifications/unsubscribe?token=${token}`;
}

function deskUrl(): string {
  return env().DOCKET_URL.replace(/\/$/, "");
}

type Footer = { why: string; stop: string };

function footerWords({ is_staff }: Recipient, about: string): Footer {
  return {
    why: is_staff
      ? "You get this by your settings under Settings, Notifications."
      : "You get this because the ticket is yours.",
    stop: `Stop e-mail about ${about}`,
  };
}

function titleOf({ ticket }: Notice): string {
  return ticket.title ?? "Sensitive ticket";
}

function section(notice: Notice): string {
  return paragraphs(notice) + linkTo(notice);
}

function paragraphs(notice: Notice): string {
  const quote = notice.message
    ? `<blockquote style="margin:8px 0;padding:2px 12px;border-left:3px solid #c9ced6">${notice.message.html}</blockquote>`
    : "";
  return `<p style="margin:8px 0">${escapeHtml(notice.text)}</p>${quote}`;
}

function linkTo({ ticket }: Notice): string {
  return ticket.url
    ? `<p style="margin:12px 0"><a href="${escapeHtml(ticket.url)}">Open ticket #${ticket.number}</a></p>`
    : "";
}

function quoted({ message }: Notice): string[] {
  return message ? message.text.split("\n").map((line) => `  > ${line}`) : [];
}

function footerHtml(footer: Footer, unsubscribe: string): string {
  return `<p style="margin:24px 0 0;padding-top:8px;border-top:1px solid #c9ced6;color:#5b6472;font-size:12px">${escapeHtml(footer.why)} <a href="${escapeHtml(unsubscribe)}" style="color:#5b6472">${escapeHtml(footer.stop)}</a></p>`;
}

function page(heading: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(heading)}</title></head><body style="margin:0;padding:16px;font:14px/1.5 system-ui,sans-serif;color:#1d232c"><div style="max-width:640px"><h1 style="font-size:17px;margin:0 0 8px">${escapeHtml(heading)}</h1>${content}</div></body></html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
