import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { invalidField } from "@/lib/platform/errors";

// argon2id is the library's default algorithm; these are the OWASP minimum for it.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), cost);
}

/** Without a stored hash it takes as long as with one, so that time does not tell who has an account. */
export async function isPasswordRight(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hashPassword("nobody signs in with this one");
  const isRight = await verify(stored ?? (await decoy), password.normalize("NFKC"));
  return stored !== null && isRight;
}

/** What a length rule cannot catch: a password anyone could derive from the account itself. */
export function refuseObviousPassword(field: string, password: string, person: { email: string }): void {
  const mailbox = person.email.split("@")[0] ?? "";
  const lower = password.toLowerCase();
  if (lower.includes(person.email) || (mailbox.length >= 4 && lower.includes(mailbox)))
    throw invalidField(field, "Do not use the e-mail address in the password.");
}

// Without look-alikes: this is read aloud and typed by hand.
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** 4 × 5 letters, about 99 bits. */
export function makeTemporaryPassword(): string {
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
