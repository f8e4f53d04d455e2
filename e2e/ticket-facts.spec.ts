import type { Locator } from "@playwright/test";
import { createTicket, expect, test } from "./fixtures";

test("facts are changed where they are shown, and a due time with its reason", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const { number, id } = await createTicket(page, "Facts of this ticket are put right");
  await page.goto(`/tickets/${number}`);
  const drawer = page.getByRole("dialog", { name: `Ticket #${number}` });
  const stored = async () => (await (await page.request.get(`/api/v1/tickets/${id}`)).json()).data;
  for (const [name, field, search] of [
    ["franchise", "assigned_franchise_id", "Rotterdam"],
    ["requester", "requester_id", ""],
    ["link", "linked_id", ""],
  ] as const) {
    await drawer.getByRole("button", { name: `Change ${name}` }).click();
    const list = page.getByRole("dialog", { name: `Change ${name}` });
    await list.getByRole("combobox").fill(search);
    await expect(list.getByRole("option").first()).toContainText(search);
    await list.getByRole("option").first().click();
    await expect(list).toBeHidden();
    await expect.poll(async () => (await stored())[field]).not.toBeNull();
  }
  await expect(drawer.getByText("Rotterdam Harbour")).toBeVisible();

  await drawer.getByRole("button", { name: "Change due time" }).click();
  const due = drawer.getByLabel("Resolution due");
  await due.fill("2031-05-06T07:08");
  await expectAccessible();
  await page.keyboard.press("Control+Enter");
  await expect(drawer.getByRole("alert").filter({ hasText: "Write a reason" })).toBeVisible();
  await drawer.getByRole("textbox", { name: "Reason" }).fill("Agreed with the customer on the telephone.");
  await page.keyboard.press("Control+Enter");
  await expect(due).toBeHidden();
  await expect.poll(async () => (await stored()).sla_due_is_manual).toBe(true);
  await drawer.getByRole("button", { name: "Change due time" }).click();
  await drawer.getByRole("button", { name: "Back to the policy" }).click();
  await expect.poll(async () => (await stored()).sla_due_is_manual).toBe(false);
});

test.describe("under a finger", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("buttons are large enough, and messages cover none of them", async ({ page, signInAs }) => {
    await signInAs("ops_manager");
    const { number } = await createTicket(page, "Pressed with a thumb at the gate");
    await page.goto(`/tickets/${number}`);
    const drawer = page.getByRole("dialog", { name: `Ticket #${number}` });
    await expect(drawer.getByRole("heading", { name: /Pressed with a thumb/ })).toBeVisible();
    expect(await smallButtons(drawer)).toEqual([]);
    await drawer.getByRole("button", { name: "Reply" }).tap();
    await drawer.getByRole("textbox", { name: "Reply" }).fill("Something that cannot be sent.");
    await page.route("**/messages", (route) => route.abort());
    await drawer.getByRole("button", { name: "Send reply" }).tap();
    const message = page.getByText("The reply was not sent");
    await expect(message).toBeVisible();
    // Pressed as a thumb would: this fails where something lies over it.
    await drawer.getByRole("button", { name: "Send reply" }).tap({ trial: true });
    await page.goto("/tickets");
    expect(await smallButtons(page.locator("body"))).toEqual([]);
  });
});

/** Buttons under 40 px, but for those inside a sentence. */
function smallButtons(area: Locator): Promise<string[]> {
  return area.evaluate((element) =>
    Array.from(element.querySelectorAll<HTMLElement>("button:not([data-inline], [role=radio])"))
      .map((button) => ({ button, box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 39.5 || box.width < 39.5))
      .map(({ button, box }) => `${button.textContent} ${button.ariaLabel} ${box.width}×${box.height}`),
  );
}
