import type { Locator, Page } from "@playwright/test";
import { createTicket, expect, headers, patient, signIn, test } from "./fixtures";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const files = {
  photo: { name: "gate photo.png", mimeType: "image/png", buffer: png },
  notes: {
    name: "driver notes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Seal 4471 was broken at gate two."),
  },
  bill: { name: "bill of lading.pdf", mimeType: "application/pdf", buffer: makePdf("Bill of lading 20418") },
};

test("an agent adds files, looks into them and deletes one; the requester sees the public ones alone", async ({
  page,
  browser,
  signInAs,
  expectAccessible,
}) => {
  test.slow();
  const asker = patient(await (await browser.newContext()).newPage());
  await signIn(asker.request, "shipper");
  const { number } = await createTicket(asker, `Container arrived with a broken seal ${Date.now()}`);

  await signInAs("admin");
  await page.goto(`/tickets/${number}?tab=attachments`);
  const drawer = drawerOf(page, number);
  await expect(drawer.getByText("No files yet")).toBeVisible();
  await expectAccessible();
  await choose(page, drawer.getByRole("button", { name: "Add files" }), [
    files.photo,
    files.notes,
    files.bill,
  ]);
  for (const { name } of Object.values(files)) await expect(fileButton(drawer, name)).toBeVisible();
  await drawer.getByRole("checkbox", { name: /Internal/ }).check();
  await choose(page, drawer.getByRole("button", { name: "Add files" }), [
    { name: "claim estimate.csv", mimeType: "text/csv", buffer: Buffer.from("item,euro\nseal,40\n") },
  ]);
  await expect(fileButton(drawer, "claim estimate.csv")).toBeVisible();
  await expectAccessible();

  const preview = (name: string) => page.getByRole("dialog", { name });
  await fileButton(drawer, files.notes.name).click();
  await expect(preview(files.notes.name).getByText("Seal 4471 was broken")).toBeVisible();
  await expectAccessible();
  await page.keyboard.press("Escape");
  await expect(preview(files.notes.name)).toBeHidden();
  await fileButton(drawer, files.photo.name).click();
  const image = preview(files.photo.name).getByRole("img");
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);
  await page.keyboard.press("Escape");
  await fileButton(drawer, files.bill.name).click();
  await expect(preview(files.bill.name).getByText("Bill of lading 20418")).toBeAttached();
  await expectAccessible();
  const download = page.waitForEvent("download");
  await preview(files.bill.name).getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe(files.bill.name);
  await page.keyboard.press("Escape");

  await asker.goto(`/tickets/${number}`);
  const theirs = drawerOf(asker, number);
  await expect(fileButton(theirs, files.notes.name)).toBeVisible();
  await expect(asker.getByText("claim estimate")).toHaveCount(0);

  await drawer.getByRole("button", { name: `More for ${files.notes.name}` }).click();
  await page.getByRole("menuitem", { name: "Delete file" }).click();
  const confirm = page.getByRole("alertdialog", { name: `Delete ${files.notes.name}?` });
  await confirm.getByRole("textbox").fill("It names another customer.");
  await confirm.getByRole("button", { name: "Delete file" }).click();
  await expect(drawer.getByText("It names another customer.")).toBeVisible();
  await expect(fileButton(drawer, files.notes.name)).toHaveCount(0);
  await expect(fileButton(theirs, files.notes.name)).toHaveCount(0);
  await expect(fileButton(theirs, files.photo.name)).toBeVisible();
  await asker.context().close();
});

test("a reply takes its files along, a refused one gives them back, and a note keeps its own", async ({
  page,
  signInAs,
}) => {
  test.slow();
  await signInAs("admin");
  const { number } = await createTicket(page, `Replies with files of their own ${Date.now()}`);
  await page.goto(`/tickets/${number}?tab=timeline`);
  const drawer = drawerOf(page, number);
  await drawer.getByRole("button", { name: "Note N" }).click();
  await choose(page, drawer.getByRole("button", { name: "Attach files" }), [files.photo]);
  await expect(drawer.getByRole("button", { name: `Remove ${files.photo.name}` })).toBeVisible();
  await drawer.getByRole("button", { name: "Reply", exact: true }).click();
  await expect(drawer.getByText(files.photo.name)).toHaveCount(0);

  const field = drawer.getByRole("textbox", { name: "Reply" });
  await expect(drawer.locator("[contenteditable=true]")).toBeVisible();
  await drop(field, files.notes);
  await expect(drawer.getByRole("button", { name: `Remove ${files.notes.name}` })).toBeVisible();
  await page.reload();
  await expect(drawer.getByRole("button", { name: "Reply R" })).toBeVisible();
  await drawer.getByRole("button", { name: "Reply R" }).click();
  await expect(drawer.getByRole("button", { name: `Remove ${files.notes.name}` })).toBeVisible();
  await expect(drawer.locator("[contenteditable=true]")).toBeFocused();
  await page.keyboard.type("The driver's own words.");

  await page.route("**/messages", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("The reply was not sent")).toBeVisible();
  await expect(drawer.getByRole("button", { name: `Remove ${files.notes.name}` })).toBeVisible();
  await page.unroute("**/messages");
  await expect(field).toContainText("The driver's own words.");
  await field.press("Control+Enter");
  const reply = drawer.getByRole("article").filter({ hasText: "The driver's own words." });
  await expect(fileButton(reply, files.notes.name)).toBeVisible();
  await expect(drawer.getByRole("button", { name: `Remove ${files.notes.name}` })).toHaveCount(0);
});

test("a sensitive file asks why, and the answer is in the audit", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const { number, id } = await createTicket(page, `Identity papers of a driver ${Date.now()}`);
  const sent = await page.request.post(
    `/api/v1/tickets/${id}/attachments?file_name=passport.txt&is_sensitive=true`,
    {
      headers: { ...headers, "content-type": "application/octet-stream" },
      data: Buffer.from("Passport of a driver"),
    },
  );
  expect(sent.status()).toBe(201);
  await page.goto(`/tickets/${number}?tab=attachments`);
  const drawer = drawerOf(page, number);
  await fileButton(drawer, "passport.txt").click();
  const gate = page.getByRole("alertdialog", { name: "passport.txt is sensitive" });
  await expect(gate.getByRole("button", { name: "Open file" })).toBeDisabled();
  await expectAccessible();
  await gate.getByRole("textbox").fill("The border asks for this driver's papers.");
  await gate.getByRole("button", { name: "Open file" }).click();
  await expect(
    page.getByRole("dialog", { name: "passport.txt" }).getByText("Passport of a driver"),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await drawer.getByRole("tab", { name: "Audit" }).click();
  await expect(drawer.getByText("The border asks for this driver's papers.")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a new ticket takes five files and says what it left out", async ({
    page,
    signInAs,
    expectAccessible,
  }) => {
    await signInAs("shipper");
    await page.goto("/tickets");
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New ticket" });
    const title = `Photos of a damaged pallet ${Date.now()}`;
    await dialog.getByRole("textbox", { name: "Title" }).fill(title);
    await dialog
      .getByRole("textbox", { name: "Description" })
      .fill("Two of six pallets arrived crushed on one side.");
    await choose(
      page,
      dialog.getByRole("button", { name: "Add files" }),
      Array.from({ length: 6 }, (_, at) => ({ ...files.photo, name: `pallet ${at}.png` })),
    );
    await expect(dialog.getByRole("alert")).toContainText("One file was left out");
    await expect(dialog.getByRole("button", { name: /^Remove pallet/ })).toHaveCount(5);
    await expectAccessible();
    await dialog.getByRole("button", { name: "Create ticket" }).click();
    await expect(dialog).toBeHidden();
    const found = await page.request.get(`/api/v1/tickets?search=${encodeURIComponent(title)}`);
    const { number } = (await found.json()).data[0];
    await page.goto(`/tickets/${number}`);
    for (const at of [0, 4])
      await expect(fileButton(drawerOf(page, number), `pallet ${at}.png`)).toBeVisible();
    await expectAccessible();
  });
});

function drawerOf(page: Page, number: number): Locator {
  return page.getByRole("dialog", { name: `Ticket #${number}` });
}

function fileButton(place: Locator, name: string): Locator {
  return place.getByRole("button", { name: new RegExp(`^${name}`) });
}

type Chosen = { name: string; mimeType: string; buffer: Buffer };

async function choose(page: Page, button: Locator, chosen: Chosen[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await button.click();
  await (await chooser).setFiles(chosen);
}

async function drop(target: Locator, file: Chosen): Promise<void> {
  await target.evaluate(
    (element, { name, mimeType, text }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: mimeType }));
      for (const type of ["dragenter", "dragover", "drop"])
        element.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
        );
    },
    { name: file.name, mimeType: file.mimeType, text: file.buffer.toString() },
  );
}

/** The least that a viewer reads as one page with words on it. */
function makePdf(words: string): Buffer {
  const content = `BT /F1 24 Tf 72 700 Td (${words}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const start = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, "latin1");
}
