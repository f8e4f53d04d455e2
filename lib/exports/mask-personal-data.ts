import type { Actor } from "@/lib/platform/organization";
import type { PersonalData } from "./export-columns";

const stars = "***";
const addresses = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Written internationally; a bare row of digits may as well be a booking's number. */
const phoneNumbers = /\+\d[\d ().-]{6,}\d/g;

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
  if (!text.includes("@") && !text.includes("+")) return text;
  return text.replace(addresses, maskEmail).replace(phoneNumbers, maskPhone);
}

function firstLetter(text: string): string {
  return Array.from(text.slice(0, 4))[0] ?? "";
}
