import { readFile } from "node:fs/promises";
import { createTicket, expect, headers, test } from "./fixtures";

test("an admin adds a company, charges it a minimum, and takes its knowledge along masked", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const stamp = Date.now().toString();
  const name = `Harbour ${stamp}`;
  await page.goto("/companies");
  await page.getByRole("button", { name: "Add company" }).click();
  const dialog = page.getByRole("dialog", { name: "Add company" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: /^Account number/ }).fill(stamp);
  await dialog.getByRole("combobox", { name: "Minimum charge" }).click();
  await page.getByRole("option", { name: "15 minutes a ticket" }).click();
  await expectAccessible();
  await dialog.getByRole("button", { name: "Add company" }).click();
  await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  await expect(page.getByText("15 min a ticket")).toBeVisible();

  const company = await page.request.get(`/api/v1/companies/${stamp}`, { headers });
  const { data } = (await company.json()) as { data: { id: string } };
  const person = await page.request.post("/api/v1/requesters", {
    headers,
    data: { name: "Dana", email: `dana.${stamp}@harbour.example`, company_id: data.id },
  });
  const requester = (await person.json()) as { data: { id: string } };
  await createTicket(page, `Gate ${stamp} does not open`, {
    requester_id: requester.data.id,
    description: "The gate's password: hunter2 was printed on the label.",
  });

  await page.goto(`/companies/${data.id}?tab=knowledge`);
  await page.getByRole("combobox", { name: "Tickets" }).click();
  await page.getByRole("option", { name: "Open ones too" }).click();
  const text = page.getByRole("region", { name: "Text of the context" });
  await expect(text).toContainText(`### Context: ${name}`);
  await expect(text).toContainText("password: ***");
  await expect(text).toContainText("Hours Spent:** 0.25 hours");
  await expectAccessible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download archive of files" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${name} (${stamp}).zip`);
  expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe("PK");

  await page.goto(`/companies?search=${stamp}`);
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("15 min");
  await page.getByRole("link", { name: new RegExp(`open tickets of ${name}`) }).click();
  await expect(page.getByText(`Gate ${stamp} does not open`).first()).toBeVisible();
});
