import { readFile } from "node:fs/promises";
import { createTicket, expect, headers, test } from "./fixtures";

/** The writer is woken by an event; on a machine full of tests that may take its time. */
const written = { timeout: 120_000 };

test("an admin exports what the list shows, downloads it, and finds it under Exports", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const word = `export${Date.now()}`;
  for (const name of ["first", "second", "third"])
    await createTicket(page, `=Ticket ${word} ${name}`, { tags: [word] });
  await page.goto(`/tickets?tags=${word}&sort=title&order=asc`);
  await expect(page.getByText(`=Ticket ${word} third`).first()).toBeVisible();

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export 3 tickets" });
  await expect(dialog.getByRole("radio", { name: "CSV" })).toBeChecked();
  await expect(dialog.getByText("are masked")).toHaveCount(0);
  await dialog.getByRole("radio", { name: "Choose columns" }).click();
  await dialog.getByRole("button", { name: "None" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choose at least one column.");
  await expectAccessible();
  await dialog.getByRole("checkbox", { name: "Title" }).check();
  await dialog.getByRole("checkbox", { name: "Status", exact: true }).check();
  await dialog.getByRole("button", { name: "Export 3 tickets" }).click();

  await expect(dialog.getByText("Finished")).toBeVisible(written);
  await expectAccessible();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^tickets-\d{8}T\d{6}Z\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  expect(text.split("\r\n")).toEqual([
    "title,status",
    ...["first", "second", "third"].map((name) => `'=Ticket ${word} ${name},NEW`),
    "",
  ]);

  await dialog.getByRole("link", { name: "Exports" }).click();
  await expect(page.getByRole("heading", { name: "Exports", exact: true })).toBeVisible();
  const row = page.getByRole("row", { name: new RegExp(file.suggestedFilename()) });
  await expect(row).toContainText("Ready");
  await expect(row).toContainText("3");
  await expectAccessible();
  const answer = await page.request.get("/api/v1/audit?action=EXPORTED,EXPORT_DOWNLOADED&limit=50", {
    headers,
  });
  const { data } = (await answer.json()) as { data: { action: string }[] };
  expect(data.map(({ action }) => action)).toEqual(expect.arrayContaining(["EXPORTED", "EXPORT_DOWNLOADED"]));
});

test("a selection is exported from the bulk bar, in the order of the list", async ({ page, signInAs }) => {
  await signInAs("admin");
  const word = `picked${Date.now()}`;
  for (const name of ["one", "two", "three"])
    await createTicket(page, `Ticket ${word} ${name}`, { tags: [word] });
  await page.goto(`/tickets?tags=${word}`);
  await expect(page.getByText(`Ticket ${word} one`).first()).toBeVisible();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("region", { name: "Selected tickets" }).getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export 2 tickets" });
  await dialog.getByRole("radio", { name: "JSON" }).click();
  await dialog.getByRole("button", { name: "Export 2 tickets" }).click();
  await expect(dialog.getByText("Finished")).toBeVisible(written);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const rows = JSON.parse(await readFile(await (await download).path(), "utf8")) as { title: string }[];
  expect(rows.map(({ title }) => title)).toEqual([`Ticket ${word} three`, `Ticket ${word} two`]);
});

test("below admin the dialog says that people are masked; who may not export has no way to", async ({
  page,
  signInAs,
}) => {
  await signInAs("ops_manager");
  await page.goto("/tickets");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByRole("dialog").getByText("of requesters are masked")).toBeVisible();
  await signInAs("driver");
  await page.goto("/tickets");
  await expect(page.getByRole("heading", { name: "My tickets" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Export", exact: true })).toHaveCount(0);
  await page.goto("/exports");
  await expect(page.getByText("Your role may not export tickets")).toBeVisible();
});
