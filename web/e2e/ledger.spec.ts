/** The ledger: filtered, looked back from, verified. */
import { expect, grid, row, test } from "./support/test";

test("changes are filtered, the past is shown read-only, and the chain is whole", async ({ demo: page }) => {
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page.getByText(/\d change sets/)).toBeVisible();
  await page.getByLabel("What", { exact: true }).selectOption("override");
  await expect(page).toHaveURL(/entity_kind=override/);
  const entries = page.getByRole("button", { expanded: false }).filter({ hasText: /pinned it to place \d+/ });
  await expect(entries.first()).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();

  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("dialog")).toContainText(/^.*Yes\. All [\d,]+ positions/s);
  await page.keyboard.press("Escape");

  await page.getByLabel("Look back").fill("900");
  await page.getByRole("button", { name: "Open the backlog" }).click();
  await expect(page).toHaveURL(/as_of=900/);
  await expect(page.getByText(/You are looking at the backlog as it stood/)).toBeVisible();
  await expect(row(page, 0)).toBeVisible();
  await expect(page.getByRole("button", { name: "New item" })).toHaveCount(0);
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await expect(grid(page).getByRole("textbox")).toHaveCount(0);
  await page.getByRole("button", { name: "Back to today" }).click();
  await expect(page).not.toHaveURL(/as_of/);
});
