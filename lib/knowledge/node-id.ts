/** A place of the tree by its address: ids are made from keys that last, so renaming a company moves nothing. */
export type Place =
  | { kind: "root" }
  | { kind: "companies" }
  | { kind: "company"; company: string }
  | { kind: "tickets"; company: string }
  | { kind: "ticket"; company: string; file: string }
  | { kind: "users"; company: string }
  | { kind: "user"; company: string; user: string }
  | { kind: "contact"; company: string; user: string };

export const rootId = "root";
export const companiesId = "root_Companies";

/** `key` is the company's account number, or its id where it has none. */
export function companyNode(key: string): string {
  return `${companiesId}_${encodeKey(key)}`;
}

export function ticketsNode(key: string): string {
  return `${companyNode(key)}_Tickets`;
}

export function ticketNode(key: string, file: string): string {
  return `${ticketsNode(key)}_${encodeKey(file, true)}`;
}

export function usersNode(key: string): string {
  return `${companyNode(key)}_Users`;
}

/** By the requester's id: people change their names, and share them. */
export function userNode(key: string, id: string): string {
  return `${usersNode(key)}_${id}`;
}

export function contactNode(key: string, id: string): string {
  return `${userNode(key, id)}_${contactFileName}`;
}

export const contactFileName = "Contact.md";
const userPattern = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(_Contact\.md)?$/;

export function placeOf(node: string): Place | null {
  if (node === rootId) return { kind: "root" };
  if (node === companiesId) return { kind: "companies" };
  const [, key, folder, file] = node.match(/^root_Companies_([^_]+)(?:_(Tickets|Users)(?:_(.+))?)?$/) ?? [];
  const company = key && decode(key);
  if (!company) return null;
  if (!folder) return { kind: "company", company };
  if (folder === "Users") return placeOfUsers(company, file);
  if (!file) return { kind: "tickets", company };
  const name = decode(file);
  return name ? { kind: "ticket", company, file: name } : null;
}

function placeOfUsers(company: string, rest: string | undefined): Place | null {
  if (!rest) return { kind: "users", company };
  const [, user, file] = userPattern.exec(rest) ?? [];
  if (!user) return null;
  return { kind: file ? "contact" : "user", company, user };
}

/** `Ticket_17531.md`; where two desks gave out one number, the source follows it. */
export function fileOfTicket(number: string, source: string, isShared: boolean): string {
  return isShared ? `Ticket_${number}_${source}.md` : `Ticket_${number}.md`;
}

export function ticketOfFile(file: string): { number: string; source: string | null } | null {
  const [, number, source] = file.match(/^Ticket_([^_]+)(?:_([a-z0-9-]+))?\.md$/) ?? [];
  return number ? { number, source: source ?? null } : null;
}

/** Underscores part an id, so those of a key are spelled out; what an address cannot hold is as well. */
function encodeKey(key: string, keepUnderscores = false): string {
  const encoded = encodeURIComponent(key);
  return keepUnderscores ? encoded : encoded.replaceAll("_", "%5F");
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
