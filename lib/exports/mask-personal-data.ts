import type { Actor } from "@/lib/platform/organization";
import type { PersonalData } from "./export-columns";

const stars = "***";
/** Begins where a word does: tried at every letter of a long one it would take the square of its length. */
const addresses = /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Written internationally, in the North American way, or named as one; a bare row of digits may as well be a booking's. */
const phoneNumbers = [
  /\+\d[\d ().-]{6,}\d/g,
  /(?<![\d.-])(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[ .-]\d{4}(?![\d.-])/g,
  /(?<=\b(?:tel|telephone|telefon|phone|mobile|mobil|handy|cell|fax)\b\.?[ :]{1,3})\(?0[\d ()/.-]{5,}\d/gi,
];
const cardNumbers = /(?<![\d-])[2-6](?:[ -]?\d){12,18}(?![\d-])/g;
const privateKeys = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g;
/** Keys that their issuers made to be recognized, JSON web tokens among them. */
const issuedKeys =
  /\b(?:[spr]k[-_](?:live|test|proj|ant)[-_][\w-]{16,}|sk-[\w-]{20,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|dkt_[\w-]{20,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g;
const credentials = /(?<=\b(?:Bearer|Basic)\s)[\w.~+/=-]{12,}|(?<=:\/\/[^\s:/@]{1,100}:)[^\s@/]+(?=@)/g;
const secretNames =
  "(?:pass(?:word|wort|phrase|code)?|pwd|kennwort|mot de passe|contraseña|pin|otp|secret|token|(?:api|access|private|client)[ _-]?(?:key|secret))s?";
/** "password: x" names whatever follows; "password is x" may go on as a sentence, unless x has a digit or a sign in it. */
const namedSecrets = [
  new RegExp(
    `(?<=(?<![\\p{L}\\p{N}])${secretNames}["']?\\s{0,3}[:=]\\s{0,3}["'` +
      "`" +
      `“„]?)[^\\s"'` +
      "`" +
      `”,;<]{3,}`,
    "giu",
  ),
  new RegExp(
    `(?<=(?<![\\p{L}\\p{N}])${secretNames}\\s(?:is|was|ist|lautet|est|es|now|(?:changed |reset |set )?to)(?: now)?:?\\s["'` +
      "`" +
      `“„]?)(?=[^\\s]*[\\d!@#$%^&*_])[^\\s"'` +
      "`" +
      `”,;<]{4,}`,
    "giu",
  ),
];

/** Only an admin takes personal data out of the desk as it stands; nobody else's file names a person outside of it. */
export function seesPersonalData(actor: Pick<Actor, "role">): boolean {
  return actor.role === "admin";
}

export const masks: Record<PersonalData, (value: string) => string> = {
  name: maskName,
  email: maskEmail,
  phone: maskPhone,
  text: maskText,
};

/** The first name stays; a single word could be the surname, so only its first letter does. */
function maskName(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first = ""] = words;
  if (name.includes("@")) return maskText(name);
  if (words.length > 1) return `${first} ${stars}`;
  return first === "" ? "" : `${firstLetter(first)}${stars}`;
}

function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at <= 0 ? stars : `${firstLetter(email)}${stars}${email.slice(at)}`;
}

/** The last four digits, as long as they are not most of it. */
function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return digits.length < 7 ? stars : `${stars}${digits.slice(-4)}`;
}

function maskText(text: string): string {
  return maskProse(text, ["emails", "phones"]);
}

/** What may be masked in prose, in the order in which it is looked for: a card's number is no phone's. */
export const proseKinds = ["secrets", "cards", "emails", "phones"] as const;
export type ProseKind = (typeof proseKinds)[number];
export type MaskCounts = Partial<Record<ProseKind, number>>;

const proseRules: Record<ProseKind, { patterns: readonly RegExp[]; mask: (found: string) => string }> = {
  secrets: { patterns: [privateKeys, issuedKeys, credentials, ...namedSecrets], mask: () => stars },
  cards: {
    patterns: [cardNumbers],
    mask: (number) => (isCardNumber(number) ? `${stars} ${number.replace(/\D/g, "").slice(-4)}` : number),
  },
  emails: { patterns: [addresses], mask: maskEmail },
  phones: { patterns: phoneNumbers, mask: maskPhone },
};

/** Text with those kinds masked; how many of each were found is added to `counts`. */
export function maskProse(text: string, kinds: readonly ProseKind[], counts: MaskCounts = {}): string {
  let masked = text;
  for (const kind of proseKinds) {
    if (!kinds.includes(kind) || (kind === "emails" && !masked.includes("@"))) continue;
    const { patterns, mask } = proseRules[kind];
    for (const pattern of patterns)
      masked = masked.replace(pattern, (found) => {
        const instead = found.includes(stars) ? found : mask(found);
        if (instead !== found) counts[kind] = (counts[kind] ?? 0) + 1;
        return instead;
      });
  }
  return masked;
}

/** The check digit that every card has, and one row of digits in ten by chance (ISO/IEC 7812, Luhn). */
function isCardNumber(text: string): boolean {
  const digits = Array.from(text.replace(/\D/g, ""), Number).reverse();
  const sum = digits.reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}

function firstLetter(text: string): string {
  return Array.from(text.slice(0, 4))[0] ?? "";
}
