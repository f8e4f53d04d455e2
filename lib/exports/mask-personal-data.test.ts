import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { masks, seesPersonalData } from "./mask-personal-data";

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
