/** First run, and a backlog brought along: imported, sorted, taken back, imported again. */
import { fileURLToPath } from "node:url";
import { ADMIN, expect, grid, line, makeFirstAdmin, row, test } from "./support/test";

test.use({ workspace: "empty" });

const JIRA = fileURLToPath(new URL("fixtures/jira.csv", import.meta.url));

test("the printed link makes the first administrator, once, and the empty backlog says how to begin", async ({ page, server, browser }) => {
  await makeFirstAdmin(page, server);
  await expect(page.getByRole("link", { name: "Import a file" })).toBeVisible();
  await page.getByRole("button", { name: "Add the first item" }).click();
  await page.getByRole("dialog").getByLabel("Title").fill("Pay by card");
  await page.getByRole("dialog").getByLabel("Product").fill("Shop");
  await page.getByRole("dialog").getByRole("button", { name: "Create", exact: true }).click();
  await expect(line(page, "Pay by card")).toBeVisible();

  const other = await (await browser.newContext()).newPage();
  await other.goto(server.link);
  await expect(other.getByText("This link was used already")).toBeVisible();
  await other.getByRole("link", { name: "Sign in" }).click();
  await other.getByLabel("E-mail").fill(ADMIN.email);
  await other.getByLabel("Password").fill("not the right one");
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("alert")).toBeVisible();
  await other.getByLabel("Password").fill(ADMIN.password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(line(other, "Pay by card")).toBeVisible();
  await other.context().close();
});

test("a Jira export becomes a ranked backlog, is sorted by keyboard, taken back, and imported again", async ({ page, server }) => {
  await makeFirstAdmin(page, server);
  await page.getByRole("link", { name: "Import a file" }).click();
  await page.locator('input[type="file"]').first().setInputFiles(JIRA);
  await expect(page.getByText("8 new items")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Read as" })).toHaveValue("jira_csv");
  await expect(page.getByRole("row", { name: /Summary/ })).toBeVisible();
  await page.getByRole("button", { name: "Import 8 items" }).click();
  await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible();

  await page.getByRole("link", { name: "Open the backlog" }).click();
  await expect(grid(page).locator("[data-index]")).toHaveCount(7); // The done one is not ranked.
  await expect(row(page, 0).locator("[data-score]")).toHaveAttribute("aria-label", /^Score .*business value/);

  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page.getByText("7 items to sort")).toBeVisible();
  await expect(page.getByText("Refunds fail when the card has expired")).toBeVisible();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Shift+Digit1");
  await expect(page.getByText("Everything is sorted")).toBeVisible();
  await page.getByRole("link", { name: "Open the backlog" }).click();
  await expect(line(page, "Refunds fail when the card has expired").locator('[data-cell="lane"]')).not.toContainText("Unsorted");

  await page.keyboard.press("Control+z");
  await expect(page.getByText("Undone.")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.getByLabel("How it came in").selectOption("import");
  const entry = page.getByRole("listitem").filter({ hasText: "8 items added" });
  await entry.hover();
  await entry.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("link", { name: "Backlog", exact: true }).first().click();
  await expect(page.getByText("Nothing to weigh yet")).toBeVisible();

  await page.getByRole("link", { name: "Import a file" }).click();
  await page.locator('input[type="file"]').first().setInputFiles(JIRA);
  await page.getByRole("button", { name: "Import 8 items" }).click();
  await page.getByRole("link", { name: "Open the backlog" }).click();
  await expect(line(page, "Offer payment by instalments")).toBeVisible();
});
