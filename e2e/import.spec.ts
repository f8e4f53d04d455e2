import { expect, test } from "./fixtures";

const rows = [
  "Case ID,Summary,Details,State,Prio,Opened,Contact",
  ...Array.from(
    { length: 40 },
    (_, at) =>
      `E2E-${at},Parcel ${at} is stuck at customs,"The papers of parcel ${at} are incomplete, again.",${at % 2 ? "Waiting for vendor" : "Open"},P${(at % 4) + 1},${(at % 28) + 1}/3/2026 09:30,kim${at}@example.com`,
  ),
  "E2E-bad,This date is no date at all,Nothing,Open,P2,soon,kim@example.com",
].join("\n");

test("an admin imports a file: mapping, preview, progress, report, refused rows", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  await page.goto("/import");
  await expect(page.getByRole("heading", { name: "Import", exact: true })).toBeVisible();
  await expectAccessible();
  await page.locator("input[type=file]").setInputFiles({
    name: "parcels.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(rows),
  });

  await expect(page.getByRole("heading", { name: "parcels.csv" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Where Case ID goes" })).toHaveText("Ticket id");
  await expect(page.getByRole("combobox", { name: "How Opened writes dates" })).toHaveText(/day first/);
  await expect(page.getByRole("combobox", { name: "Where Contact goes" })).toHaveText("Keep as extra field");
  await expectAccessible();

  const contact = page.getByRole("combobox", { name: "Where Contact goes" });
  await contact.focus();
  await contact.press("Enter");
  await page.getByRole("option", { name: "Requester's e-mail" }).click();
  const preview = page.getByRole("region", { name: "Preview", exact: true }).last();
  await expect(preview.getByText("kim0@example.com")).toBeVisible();
  await preview.getByRole("button", { name: "All fields of line 2", exact: true }).click();
  await expect(preview.getByText("The papers of parcel 0 are incomplete, again.").last()).toBeVisible();

  const source = page.getByRole("textbox", { name: "Name of the source" });
  await source.fill(`parcels-${Date.now()}`);
  await page.getByRole("button", { name: "Import 41 rows" }).click();

  await expect(page.getByText("Finished")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("region", { name: "Result" })).toContainText("Tickets created40");
  await page.reload();
  await expect(page.getByText("Finished")).toBeVisible();
  await expect(page.getByText("Line 42: Opened: “soon” is not a date")).toBeVisible();
  await expectAccessible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download refused rows" }).click();
  expect((await download).suggestedFilename()).toBe("parcels-rejects.csv");

  await page.getByRole("link", { name: /^Show the tickets from parcels/ }).click();
  await expect(page.getByText("Parcel 39 is stuck at customs").first()).toBeVisible();
});

test("a file that is no table says so, and only an admin may import", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto("/import");
  await page.locator("input[type=file]").setInputFiles({
    name: "book.xlsx",
    mimeType: "application/zip",
    buffer: Buffer.from("504b0304", "hex"),
  });
  await expect(page.getByRole("alert").filter({ hasText: "Save it as CSV" })).toBeVisible();
  await signInAs("hq_support");
  await page.goto("/import");
  await expect(page.getByText("Your role may not import tickets")).toBeVisible();
});
