import { createTicket, expect, headers, test } from "./fixtures";

test("an admin finds a run of background work, looks into its steps and runs it again", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const { id } = await createTicket(page, `Background work ${Date.now()}`);
  // The function answers to the ticket's event within moments; under load it may take longer.
  const run = await findRun(page.request, id);
  await page.goto("/settings/operations");
  await expect(page.getByRole("heading", { name: "Operations" })).toBeVisible();
  await expect(page.getByText("Events to send")).toBeVisible();
  await expectAccessible();

  await page.getByRole("tab", { name: /Functions/ }).click();
  await expect(page.getByRole("table", { name: "Functions" })).toContainText("schedule-key-expiry");
  await expect(page.getByRole("table", { name: "Functions" })).toContainText("every hour at :41");
  await expectAccessible();
  await page.getByRole("button", { name: `Runs of ${run.function_name}`, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`function=${run.function_id}`));
  await expect(page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1)).toContainText(
    run.function_name,
  );

  await page.goto(`/settings/operations?run=${run.id}`);
  const sheet = page.getByRole("dialog", { name: run.function_name });
  await expect(sheet.getByText("Completed").first()).toBeVisible();
  await expect(sheet).toContainText(id);
  await expectAccessible();
  await sheet.getByRole("button", { name: "Run again" }).click();
  await expect(page).not.toHaveURL(new RegExp(`run=${run.id}`));
  await expect(sheet.getByText("An earlier run")).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Run again" })).toBeVisible({ timeout: 30_000 });
});

test("background work is for admins alone", async ({ page, signInAs }) => {
  await signInAs("ops_manager");
  await page.goto("/settings/operations");
  await expect(page.getByText("Your role may not watch background work")).toBeVisible();
  const response = await page.request.get("/api/v1/operations/runs", { headers });
  expect(response.status()).toBe(403);
});

type Run = { id: string; function_id: string; function_name: string };

async function findRun(
  request: import("@playwright/test").APIRequestContext,
  ticketId: string,
): Promise<Run> {
  let found: Run | undefined;
  await expect
    .poll(
      async () => {
        const list = await request.get("/api/v1/operations/runs?status=completed&limit=100", { headers });
        for (const run of (await list.json()).data as Run[]) {
          const detail = await request.get(`/api/v1/operations/runs/${run.id}`, { headers });
          if (!JSON.stringify((await detail.json()).data.events).includes(ticketId)) continue;
          found = run;
          return true;
        }
        return false;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  if (!found) throw new Error("No run of the ticket's event ended.");
  return found;
}
