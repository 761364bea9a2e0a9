/** Two browsers at once: each sees the other's changes, and nobody's is lost. */
import { ask, cell, expect, keyAt, line, row, secondBrowser, test } from "./support/test";

test("a change in one browser shows in the other within a second", async ({ demo: page, browser, server }) => {
  const other = await secondBrowser(browser, page);
  await other.goto(`${server.url}/backlog`);
  await expect(row(other, 0)).toBeVisible();
  const key = await keyAt(page, 4);
  const { version } = await ask<{ version: number }>(page, "get", `/items/${key}`);
  const began = Date.now();
  await ask(page, "patch", `/items/${key}`, { title: "Seen by everyone at once" }, { "If-Match": `"${version}"` });
  await expect(line(other, "Seen by everyone at once")).toBeVisible({ timeout: 5_000 });
  expect(Date.now() - began).toBeLessThan(1_500); // One second for people, and the room a busy machine needs.
  await expect(line(page, "Seen by everyone at once")).toBeVisible();
  await other.context().close();
});

test("two people change one title: the second is shown both values and chooses", async ({ demo: page }) => {
  const key = await keyAt(page, 4);
  await cell(page, 4, "title").hover();
  for (let step = 0; step < 5; step++) await page.keyboard.press("j");
  // The other's change arrives while this browser is cut off from live updates, so that its version is old.
  await page.route("**/api/v1/items?**", (route) => route.abort());
  await page.route("**/api/v1/events**", (route) => route.abort());
  const { version } = await ask<{ version: number }>(page, "get", `/items/${key}`);
  await page.keyboard.press("e");
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("My words");
  await ask(page, "patch", `/items/${key}`, { title: "Their words" }, { "If-Match": `"${version}"` });
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Someone else changed this meanwhile" });
  await expect(dialog).toContainText("My words");
  await expect(dialog).toContainText("Their words");
  await page.unroute("**/api/v1/items?**");
  await dialog.getByRole("button", { name: "Save the chosen values" }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await ask<{ item: { title: string } }>(page, "get", `/items/${key}`)).item.title).toBe("My words");
});
