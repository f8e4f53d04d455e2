import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport, type SendMailOptions, type Transporter } from "nodemailer";
import { env } from "./env";

export type Mail = {
  /** The part of the Message-ID before the @: a repeated mail carries the same one, so that readers show it once. */
  id: string;
  to: { name: string; address: string };
  /** Whose desk it comes from, before the sender's address. */
  from_name: string;
  subject: string;
  html: string;
  text: string;
  /** The conversation it belongs to, another id of this kind. */
  thread_id: string | null;
  /** Names the list it can be unsubscribed from. */
  list: { id: string; unsubscribe_url: string };
};

export type MailOutcome = { status: "sent"; receipt: string } | { status: "retry" | "failed"; error: string };

const timeoutMs = 20_000;
const keepDays = 90;

type MailStore = { url: string; transport: Transporter };
const store = globalThis as typeof globalThis & { docketMail?: MailStore };

/** Hands the mail to the SMTP server, or writes it into the organization's outbox folder where none is configured. */
export async function sendMail(mail: Mail, organizationId: string): Promise<MailOutcome> {
  const { SMTP_URL } = env();
  return SMTP_URL ? sendBySmtp(mail, SMTP_URL) : writeToOutbox(mail, organizationId);
}

/** Its name in the outbox folder; null where mail leaves by SMTP. */
export function fileNameOf(mail: Mail): string | null {
  return env().SMTP_URL ? null : outboxFile(mail);
}

export function outboxPath(organizationId: string, fileName = ""): string {
  return join(env().DATA_DIR, "outbox", organizationId, fileName);
}

function outboxFile({ id }: Mail): string {
  return `${id}.eml`;
}

async function sendBySmtp(mail: Mail, url: string): Promise<MailOutcome> {
  try {
    const info = await transportTo(url).sendMail(options(mail));
    return { status: "sent", receipt: info.messageId };
  } catch (error) {
    return refusal(error);
  }
}

/** Only a refusal of this very mail is final; a server that is down, full, or refuses our sender or login comes back. */
function refusal(error: unknown): MailOutcome {
  const { responseCode, code, command, message } = error as {
    responseCode?: number;
    code?: string;
    command?: string;
    message?: string;
  };
  const isAboutMail = (code === "EENVELOPE" && command !== "MAIL FROM") || code === "EMESSAGE";
  const isFinal = isAboutMail && responseCode !== undefined && responseCode >= 500;
  return { status: isFinal ? "failed" : "retry", error: message ?? String(error) };
}

async function writeToOutbox(mail: Mail, organizationId: string): Promise<MailOutcome> {
  const draft = outboxPath(organizationId, `.${randomUUID()}`);
  try {
    const info = await createTransport({ streamTransport: true, buffer: true }).sendMail(options(mail));
    await mkdir(outboxPath(organizationId), { recursive: true, mode: 0o700 });
    await writeFile(draft, info.message as Buffer, { mode: 0o600 });
    await rename(draft, outboxPath(organizationId, outboxFile(mail)));
    return { status: "sent", receipt: info.messageId };
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    const { code, message } = error as NodeJS.ErrnoException;
    const isFull = code === "ENOSPC" || code === "EDQUOT";
    return { status: "retry", error: isFull ? "The disk of DATA_DIR is full: free some space." : message };
  }
}

/** Removes mails written before the time for which they are kept; answers how many. */
export async function pruneMailFolder(organizationId: string): Promise<number> {
  const folder = outboxPath(organizationId);
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const written = await stat(join(folder, name)).catch(() => null);
    if (!written || Date.now() - written.mtimeMs < keepDays * 86_400_000) continue;
    await rm(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}

function transportTo(url: string): Transporter {
  if (store.docketMail?.url !== url) {
    store.docketMail?.transport.close();
    const transport = createTransport({
      url,
      pool: true,
      maxConnections: 3,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
    });
    store.docketMail = { url, transport };
  }
  return store.docketMail.transport;
}

/** Idle connections would keep the process alive. */
export function closeMail(): void {
  store.docketMail?.transport.close();
  store.docketMail = undefined;
}

function options(mail: Mail): SendMailOptions {
  const host = new URL(env().DOCKET_URL).hostname;
  const sender = env().MAIL_FROM?.match(/([^\s<>]+@[^\s<>]+?)>?$/)?.[1] ?? `docket@${host}`;
  const thread = mail.thread_id === null ? undefined : `<${mail.thread_id}@${host}>`;
  return {
    from: { name: mail.from_name, address: sender },
    to: mail.to,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    messageId: `<${mail.id}@${host}>`,
    inReplyTo: thread,
    references: thread,
    headers: {
      "List-Id": `<${mail.list.id}.${host}>`,
      "List-Unsubscribe": `<${mail.list.unsubscribe_url}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
  };
}
