import { expect, test } from "vitest";
import { maskContact, renderContact } from "./render-contact";

const dana = { name: "Dana\n# K.", email: "dana@acme.example", phone: "030 1234567", is_active: false };

test("a contact has the documented lines, and stays one heading whatever its name is", () => {
  expect(renderContact(dana)).toBe(
    [
      "# Contact Information for Dana # K.",
      "",
      "- **Email:** dana@acme.example",
      "- **Title:** N/A",
      "- **Mobile Phone:** N/A",
      "- **Work Phone:** 030 1234567",
      "- **Active:** No",
      "",
    ].join("\n"),
  );
  expect(renderContact({ ...dana, email: null, phone: "" }, 5)).toContain("###### Contact Information");
});

test("address and number are masked by what they are, and counted", () => {
  const counts = {};
  const masked = maskContact(dana, ["emails", "phones"], counts);
  expect(masked).toEqual({ ...dana, email: "d***@acme.example", phone: "***4567" });
  expect(counts).toEqual({ emails: 1, phones: 1 });
  expect(maskContact(dana, [], counts)).toEqual(dana);
});
