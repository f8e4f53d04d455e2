import type { LoadedCompany } from "@/lib/companies/load-company";
import type { MaskCounts } from "@/lib/exports/mask-personal-data";
import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { dayBoundary } from "@/lib/tickets/filter-dates";
import { checkRights, countsOf, maskDocument } from "./document-rights";
import { contactFile, type FoundNode, findNode, ticketFile, ticketsFolder } from "./find-node";
import { type KnownTicket, listKnownTickets } from "./known-tickets";
import type { Contact } from "./list-contacts";
import { readDocuments } from "./read-documents";
import { maskContact, renderContact } from "./render-contact";
import { renderTicket } from "./render-ticket";
import { heading } from "./safe-markdown";
import type { ContextAnswer, ContextOptions } from "./schema";

const batchSize = 50;
const listedOmissions = 1000;
/** Block headings: root 1, Companies 2, a company 3; tickets in its attached folder begin below that. */
const companyDepth = 3;
const userDepth = 5;

type OwnBlock = { file: { id: string; name: string }; text: string; counts: MaskCounts };

/** What an assistant is told about a node: the tickets of its company, newest first, as many as fit; of a person their contact too. */
export async function getContext(
  ctx: Context,
  node: string,
  options: ContextOptions,
): Promise<ContextAnswer> {
  checkRights(ctx.actor, options);
  const found = await findNode(ctx, node);
  const answer = new ContextText(options.max_chars);
  const { company, contact } = found;
  const own = company && contact ? contactBlock(company, contact, options) : null;
  if (own) answer.reserve(own.text.length + 1);
  if (company) {
    const tickets = await chooseTickets(ctx, company, found, options, answer);
    answer.open(heading(companyDepth, `Context: ${company.name}`));
    await addTickets(ctx, company, tickets, options, answer);
  }
  if (own) answer.addReserved(own);
  await ctx.audit("KNOWLEDGE_READ", null, {
    node,
    tickets: answer.included.length,
    with_notes: options.include_internal_notes,
    mask: options.mask,
  });
  return answer.finish();
}

/** A person's own file comes last, as it stands below the company's, and always has its place. */
function contactBlock(company: LoadedCompany, contact: Contact, { mask }: ContextOptions): OwnBlock {
  const { id, name } = contactFile(company, contact);
  const counts: MaskCounts = {};
  const masked = maskContact(contact, mask, counts);
  const title = heading(userDepth, `Context: ${masked.name}`);
  return {
    file: { id, name },
    text: `${title}\n\nFile: ${name}\n\n${renderContact(masked, userDepth)}`,
    counts,
  };
}

async function chooseTickets(
  ctx: Context,
  company: LoadedCompany,
  { ticket }: FoundNode,
  options: ContextOptions,
  answer: ContextText,
): Promise<KnownTicket[]> {
  const folder = ticketsFolder(company).id;
  const isAttached =
    !options.excluded_ids?.includes(folder) &&
    (options.attached_ids === undefined || options.attached_ids.includes(folder));
  if (!isAttached) answer.omit(folder, "excluded");
  const { from_date, to_date } = options;
  const others = isAttached
    ? await listKnownTickets(ctx, company.id, {
        state: options.state,
        where: [
          ...(from_date ? [sql`k.updated_at >= ${dayBoundary(ctx, from_date, false)}`] : []),
          ...(to_date ? [sql`k.updated_at < ${dayBoundary(ctx, to_date, true)}`] : []),
        ],
      })
    : [];
  // A ticket's own context begins with itself.
  return ticket ? [ticket, ...others.filter(({ id }) => id !== ticket.id)] : others;
}

async function addTickets(
  ctx: Context,
  company: LoadedCompany,
  tickets: readonly KnownTicket[],
  options: ContextOptions,
  answer: ContextText,
): Promise<void> {
  const idOf = (ticket: KnownTicket) => ticketFile(company, ticket).id;
  for (let from = 0; from < tickets.length; from += batchSize) {
    const batch = tickets.slice(from, from + batchSize);
    const ids = answer.isFull ? [] : batch.map(({ id }) => id);
    const documents = new Map(
      ids.length === 0
        ? []
        : (await readDocuments(ctx, ids, options.include_internal_notes)).map((one) => [one.id, one]),
    );
    for (const ticket of batch) {
      const document = documents.get(ticket.id);
      if (ticket.is_sensitive) answer.omit(idOf(ticket), "sensitive");
      else if (answer.isFull || !document) answer.omit(idOf(ticket), "max_chars");
      else {
        const counts: MaskCounts = {};
        const text = renderTicket(maskDocument(document, options.mask, counts), companyDepth);
        const title = `File: ${ticket.file} (from attached folder: Tickets)`;
        answer.add({ id: idOf(ticket), name: ticket.file }, `${title}\n\n${text}`, counts);
      }
    }
  }
}

/** Text that ends where its limit is: at the end of a ticket, or within the first one. */
class ContextText {
  readonly included: ContextAnswer["included"] = [];
  isFull = false;
  readonly #omitted: ContextAnswer["omitted"] = [];
  readonly #counts: MaskCounts = {};
  #omittedCount = 0;
  #text = "";
  #title = "";
  #isCut = false;
  #reserved = 0;

  constructor(readonly limit: number) {}

  reserve(chars: number): void {
    this.#reserved = chars;
  }

  addReserved({ file, text, counts }: OwnBlock): void {
    this.#reserved = 0;
    this.#title = "";
    this.#append(file, `${this.#text === "" ? "" : "\n"}${text}`, counts);
  }

  /** The heading of what comes next; without anything to come there is none. */
  open(title: string): void {
    this.#title = `${title}\n\n`;
  }

  add(file: { id: string; name: string }, content: string, counts: MaskCounts): void {
    const text = `${this.#title}${this.#text === "" ? "" : "\n"}${content}`;
    const left = this.limit - this.#reserved - this.#text.length;
    if (text.length > left && this.included.length > 0) {
      this.isFull = true;
      this.omit(file.id, "max_chars");
      return;
    }
    this.isFull ||= text.length > left;
    this.#title = "";
    this.#append(file, text, counts);
  }

  #append(file: { id: string; name: string }, text: string, counts: MaskCounts): void {
    const left = Math.max(0, this.limit - this.#reserved - this.#text.length);
    this.#isCut ||= text.length > left;
    const added = text.slice(0, left).toWellFormed();
    this.#text += added;
    this.included.push({ ...file, chars: added.length });
    for (const [kind, count] of Object.entries(counts) as [keyof MaskCounts, number][])
      this.#counts[kind] = (this.#counts[kind] ?? 0) + count;
  }

  omit(id: string, reason: ContextAnswer["omitted"][number]["reason"]): void {
    this.#omittedCount += 1;
    if (this.#omitted.length < listedOmissions) this.#omitted.push({ id, reason });
  }

  finish(): ContextAnswer {
    return {
      context: this.#text,
      included: this.included,
      omitted: this.#omitted,
      omitted_count: this.#omittedCount,
      truncated: this.#isCut || this.isFull,
      chars: this.#text.length,
      masked: countsOf(this.#counts),
    };
  }
}
