import fc from "fast-check";
import { expect, test } from "vitest";
import { extensionOf, safeFileName } from "./safe-file-name";

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\asha\\proof.pdf", "proof.pdf"],
  ["\u202Egpj.exe", "gpj.exe"],
  ["in\u200Bvoice\u0000.pdf\r\n", "invoice.pdf"],
  ["CON", "_CON"],
  ["lpt1.txt", "_lpt1.txt"],
  ["a<b>:c|d?.csv", "a_b__c_d_.csv"],
  ["  ..hidden.  ", "hidden"],
  ["...", "file"],
  ["", "file"],
  ["डिलीवरी प्रमाण.pdf", "डिलीवरी प्रमाण.pdf"],
  ["क्\u200Dष.txt", "क्\u200Dष.txt"],
  ["e\u0301te\u0301.png", "été.png"],
  ["\ud800.txt", "_.txt"],
])("%j becomes %j", (given, safe) => expect(safeFileName(given)).toBe(safe));

test("long names keep their ending, whole characters and less than 255 bytes", () => {
  const name = safeFileName(`${"प्र".repeat(200)}.PDF`);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
  expect(extensionOf(name)).toBe("pdf");
  expect(name.isWellFormed()).toBe(true);
});

test("whatever is typed, the name is one file in one folder and stays as it is when made safe again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (given) => {
      const name = safeFileName(given);
      expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}]|^[. ]|[. ]$|^$/u);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(181);
      expect(safeFileName(name)).toBe(name);
    }),
  );
}, 60_000);
