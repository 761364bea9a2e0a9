/** Ranking by hand, changing many, finding: all by keyboard. */
import { cell, expect, grid, keyAt, line, row, test } from "./support/test";

test("an item is ranked by hand with a reason, the computed rank stays beside it, Ctrl Z takes it back", async ({ demo: page }) => {
  const key = await keyAt(page, 12);
  await cell(page, 12, "title").hover();
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  for (let step = 0; step < 12; step++) await page.keyboard.press("j");
  await expect(row(page, 12)).toHaveClass(/is-current/);
  await page.keyboard.press("Alt+Shift+ArrowUp");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(`Rank ${key} by hand`);
  await expect(dialog.getByRole("button", { name: "Rank", exact: true })).toBeDisabled();
  await page.keyboard.type("Promised to the largest customer");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Ranked ${key} by hand.`)).toBeVisible();
  await expect(cell(page, 11, "title")).toContainText(key);
  await expect(cell(page, 11, "rank")).toContainText(/12\s*\(\d+\)/);
  await page.keyboard.press("Control+z");
  await expect(cell(page, 12, "title")).toContainText(key);
});

test("several items change at once by keyboard, and one undo takes all of it back", async ({ demo: page }) => {
  const before = await Promise.all([9, 10, 11].map((index) => cell(page, index, "horizon").innerText()));
  const keys = await Promise.all([9, 10, 11].map((index) => keyAt(page, index)));
  for (let step = 0; step < 10; step++) await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("toolbar", { name: "3 selected" })).toBeVisible();
  await page.keyboard.press("Shift+H");
  await page.getByRole("menuitemradio", { name: "Later" }).or(page.getByRole("option", { name: "Later" })).or(page.getByRole("menuitem", { name: "Later" })).first().click();
  for (const key of keys) await expect(line(page, key).locator('[data-cell="horizon"]')).toHaveText("Later");
  await page.keyboard.press("Control+z");
  for (const [place, key] of keys.entries()) await expect(line(page, key).locator('[data-cell="horizon"]')).toHaveText(before[place]!);
});

test("the palette runs commands, the key sheet tells the keys, a filter is in the address and outlives a reload", async ({ demo: page }) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ledger"); // At once: the palette's code may still be on its way.
  await expect(page.getByRole("combobox", { name: "Type a command, or what you look for" })).toHaveValue("ledger");
  await expect(page.getByRole("option", { name: /Go to Ledger/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/ledger/);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Undo my last change");
  await page.keyboard.press("Escape");

  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(row(page, 0)).toBeVisible();
  const all = await grid(page).getAttribute("aria-rowcount");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("dialog", { name: "Add a filter" }).getByRole("option", { name: "Lane" }).click();
  await page.getByRole("option", { name: /Hot fix/ }).or(page.getByRole("menuitemcheckbox", { name: /Hot fix/ })).first().click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/filter=lane\+is\+hotfix/);
  await expect(grid(page)).not.toHaveAttribute("aria-rowcount", all!);
  const few = await grid(page).getAttribute("aria-rowcount");
  await page.reload();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", few!);
  await expect(page.getByText("Lane is Hot fix").or(page.getByText(/Hot fix/)).first()).toBeVisible();
});
