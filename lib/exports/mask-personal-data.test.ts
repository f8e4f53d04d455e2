import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskProse, masks, proseKinds, seesPersonalData } from "./mask-personal-data";

describe("below admin", () => {
  test.each([
    ["Hanna Weiss", "Hanna ***"],
    ["  Jean Luc de la Tour ", "Jean ***"],
    ["Weiss", "W***"],
    ["", ""],
    ["kim@example.com", "k***@example.com"],
    ["😀 Smile", "😀 ***"],
  ])("the name %j reads %j", (name, masked) => expect(masks.name(name)).toBe(masked));

  test.each([
    ["+91 98765 43210", "***3210"],
    ["112", "***"],
    ["12-34-56", "***"],
    ["no number", "***"],
  ])("the phone %j reads %j", (phone, masked) => expect(masks.phone(phone)).toBe(masked));

  test.each([
    ["kim.lee@mail.example.com", "k***@mail.example.com"],
    ["@example.com", "***"],
    ["nonsense", "***"],
  ])("the address %j reads %j", (email, masked) => expect(masks.email(email)).toBe(masked));

  test("prose keeps everything but addresses and phone numbers", () => {
    expect(masks.text("Write to kim.lee@example.com or +49 (30) 1234-5678, booking 9876543210.")).toBe(
      "Write to k***@example.com or ***5678, booking 9876543210.",
    );
  });

  test("no mask lets through more than a word of a name or four digits", () => {
    const word = fc
      .string({ minLength: 2, unit: "grapheme-ascii" })
      .filter((text) => /^[A-Za-z]+$/.test(text));
    fc.assert(
      fc.property(word, word, (first, last) => {
        expect(masks.name(`${first} ${last}`)).toBe(`${first} ***`);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 15 }), (digits) => {
        expect(masks.phone(digits.join("")).replace(/\D/g, "").length).toBeLessThanOrEqual(4);
      }),
    );
  });

  test("only the admin sees the rest", () => {
    expect(seesPersonalData({ role: "admin" })).toBe(true);
    expect(seesPersonalData({ role: "ceo_oncall" })).toBe(false);
    expect(seesPersonalData({ role: "system" })).toBe(false);
  });
});

describe("in prose that leaves the desk", () => {
  test.each([
    ["Her password: Tr0ub4dor&3, please", "Her password: ***, please", "secrets"],
    ["The new password is Summer2026!", "The new password is ***", "secrets"],
    ['{"api_key":"abc123def"}', '{"api_key":"***"}', "secrets"],
    ["Passwort lautet Sommer2026", "Passwort lautet ***", "secrets"],
    ["Authorization: Bearer abcdef.ghijkl.mnop", "Authorization: Bearer ***", "secrets"],
    ["postgres://dana:hunter2@db.internal/x", "postgres://dana:***@db.internal/x", "secrets"],
    ["use ghp_abcdefghijklmnopqrstuvwx now", "use *** now", "secrets"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE", "***", "secrets"],
    ["card 4111 1111 1111 1111 exp 12/27", "card *** 1111 exp 12/27", "cards"],
    ["Call 555-867-5309 today", "Call ***5309 today", "phones"],
    ["Tel: 030 1234567", "Tel: ***4567", "phones"],
    ["mail kim@example.com", "mail k***@example.com", "emails"],
  ])("%j reads %j", (text, masked, kind) => {
    const counts = {};
    expect(maskProse(text, proseKinds, counts)).toBe(masked);
    expect(counts).toEqual({ [kind]: 1 });
    expect(maskProse(masked, proseKinds, {})).toBe(masked);
  });

  test.each([
    "Her password is on the sticker under the desk.",
    "The token expired, the password was wrong.",
    "Order 4111 1111 1111 1112, booking 9876543210, 2026-11-21.",
    "Version 10.12.134.1234 of 192.168.100.1",
  ])("%j stays", (text) => expect(maskProse(text, proseKinds, {})).toBe(text));

  test("what is not chosen stays", () => {
    expect(maskProse("password: abc123, kim@example.com", ["secrets"], {})).toBe(
      "password: ***, kim@example.com",
    );
  });

  test("any text is masked in time that grows with its length alone", () => {
    const long = `${"a.".repeat(20_000)}@ ${"1 ".repeat(20_000)} ${"password ".repeat(5_000)}`;
    expect(maskProse(long, proseKinds, {}).length).toBeGreaterThan(0);
  });
});
