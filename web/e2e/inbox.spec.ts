/** The inbox: a mailbox taken in, ten notes processed by keyboard, words that become a statement on an item, a note written down. */
import AxeBuilder from "@axe-core/playwright";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { ask, expect, makeFirstAdmin, test } from "./support/test";

const MAILBOX = fileURLToPath(new URL("../../crates/connect/tests/fixtures/notes/email/mailbox.mbox", import.meta.url));

const list = (page: Page): Locator => page.getByRole("grid", { name: "Notes" });
const lines = (page: Page): Locator => list(page).locator("[data-note]");
const current = (page: Page): Locator => list(page).locator(".is-current");
const words = (page: Page): Locator => page.getByRole("document", { name: /Text of the note/ });
const openCount = (page: Page): Locator => page.getByRole("group", { name: "State" }).getByRole("button", { name: /^Open/ });

async function goToInbox(page: Page): Promise<void> {
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await expect(page).toHaveURL(/\/inbox/);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(" | ")}`)).toEqual([]);
}

test.describe("with nothing in it", () => {
  test.use({ workspace: "empty" });

  test("a mailbox is imported, read in the inbox, taken back, and imported again without doubles", async ({ page, server }) => {
    await makeFirstAdmin(page, server);
    await goToInbox(page);
    await expect(page.getByText("No notes yet")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("main").getByRole("link", { name: "Import a file" }).click();
    await page.locator('input[type="file"]').first().setInputFiles(MAILBOX);
    await expect(page.getByRole("combobox", { name: "Read as" })).toHaveValue("email");
    const commit = page.getByRole("button", { name: /^Import \d+ notes?$/ });
    await expect(commit).toBeEnabled();
    const count = Number(/\d+/.exec(await commit.innerText())![0]);
    expect(count).toBeGreaterThan(0);
    await expectAccessible(page);
    await commit.click();
    await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible();
    await page.getByRole("link", { name: "Open the inbox" }).click();
    await expect(openCount(page)).toHaveText(`Open ${count}`);
    await expect(words(page)).not.toBeEmpty();
    await page.goto(`${server.url}/import`);
    await page.locator('input[type="file"]').first().setInputFiles(MAILBOX);
    await expect(page.getByText("Everything in this file is here already.").first()).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(page.getByText("Undone.")).toBeVisible();
    await goToInbox(page);
    await expect(page.getByText("No notes yet")).toBeVisible();
  });

  test("a note is written down by keyboard, and the first account of that mail domain is found", async ({ page, server }) => {
    await makeFirstAdmin(page, server);
    await ask(page, "post", "/accounts", { name: "Acme Tools", domains: ["acme.example"] });
    await page.reload();
    await page.getByText("Nothing to weigh yet").waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Note", { exact: true }).click();
    await dialog.getByLabel("What was said").fill("The export takes an hour 😀 and then it fails.");
    await dialog.getByLabel("Who said it").fill("Ann Lee <ann@acme.example>");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByText("Note saved.")).toBeVisible();
    await goToInbox(page);
    await expect(lines(page)).toHaveCount(1);
    await expect(current(page)).toContainText("Ann Lee · Acme Tools");
    await expect(words(page)).toContainText("an hour 😀 and then it fails.");
    // Words after a character of two units are the words that were meant.
    await page.keyboard.press("Enter");
    for (let word = 0; word < 8; word++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(page.getByRole("toolbar", { name: "Make of these words" })).toContainText("“it fails”");
    await page.keyboard.press("p");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Made of this note" })).toContainText(/it fails/i);
    const { statements } = await ask<{ statements: { quotes: { text: string }[] }[] }>(page, "get", "/statements");
    expect(statements[0]!.quotes[0]!.text).toBe("it fails");
  });
});

test("ten notes are processed by keyboard, and every one of them comes back by undo", async ({ demo: page }) => {
  await goToInbox(page);
  await expect(lines(page).first()).toBeVisible();
  const before = Number((await openCount(page).innerText()).replace(/\D/g, ""));
  const seen = new Set<string>();
  const act = async (keys: readonly string[], said: RegExp) => {
    const id = await current(page).getAttribute("data-note");
    seen.add(id!);
    for (const key of keys) await page.keyboard.press(key);
    await expect(list(page).locator(`[data-note="${id}"]`)).toHaveCount(0);
    await expect(page.getByText(said).last()).toBeVisible();
  };
  for (let note = 0; note < 7; note++) await act(["1"], /1 note processed/);
  // Dismissed with the first reason, snoozed until tomorrow, a duplicate of the note most like it.
  const dismissed = await current(page).getAttribute("data-note");
  seen.add(dismissed!);
  await page.keyboard.press("3");
  await page.getByRole("option", { name: "Not about the product" }).waitFor();
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 note dismissed.")).toBeVisible();
  seen.add((await current(page).getAttribute("data-note"))!);
  await page.keyboard.press("h");
  await page.getByRole("option", { name: /Tomorrow/ }).waitFor();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/1 note snoozed until/)).toBeVisible();
  await expect(page.getByRole("radiogroup", { name: "Similar notes" }).getByRole("radio").first()).toBeChecked();
  await act(["2"], /Marked as a duplicate/);
  expect(seen.size).toBe(10);
  await expect(openCount(page)).toHaveText(`Open ${before - 10}`);
  for (let undo = 0; undo < 10; undo++) {
    await page.keyboard.press(undo % 2 ? "u" : "Control+z");
    await expect(openCount(page)).toHaveText(`Open ${before - 9 + undo}`);
  }
});

test("a suggestion becomes a problem on the likeliest item in four keys, seen from the item", async ({ demo: page }) => {
  await goToInbox(page);
  await expect(lines(page).first()).toBeVisible();
  const suggestion = page.locator(".suggested[role=button]");
  for (let step = 0; step < 20 && (await suggestion.count()) === 0; step++) {
    await page.keyboard.press("j");
    await expect(words(page)).toBeVisible();
  }
  await expect(page.getByRole("region", { name: "Items it may be about" }).getByRole("link").first()).toBeVisible();
  const item = await page.getByRole("region", { name: "Items it may be about" }).getByRole("link").first().getAttribute("href");
  await page.keyboard.press("Tab");
  await page.keyboard.press("p");
  await page.keyboard.press("l");
  await page.keyboard.press("2");
  await expect(page.getByText(/Problem saved and linked to/)).toBeVisible();
  const made = page.getByRole("region", { name: "Made of this note" });
  const says = (await made.getByRole("link").first().innerText()).trim();
  await expectAccessible(page);
  await page.goto(new URL(item!, page.url()).href);
  await expect(page.getByRole("region", { name: "Evidence", exact: true })).toContainText(says);
});

test("many notes change at once, and the address is the state", async ({ demo: page }) => {
  await goToInbox(page);
  await expect(lines(page).first()).toBeVisible();
  await page.keyboard.press("f");
  await page.getByLabel("Kind of source").selectOption("nps");
  await expect(page).toHaveURL(/source_kind=nps/);
  await page.getByLabel("Kind of source").blur();
  await expect(lines(page).first()).toBeVisible();
  const open = Number((await openCount(page).innerText()).replace(/\D/g, ""));
  await page.reload();
  await expect(openCount(page)).toHaveText(`Open ${open}`);
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("toolbar", { name: "3 selected" })).toBeVisible();
  await page.keyboard.press("1");
  await expect(page.getByText("3 notes processed.")).toBeVisible();
  await expect(openCount(page)).toHaveText(`Open ${open - 3}`);
  await page.keyboard.press("Control+z");
  await expect(openCount(page)).toHaveText(`Open ${open}`);
});

test("on a phone it is one pane at a time", async ({ demo: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(new URL("/inbox", page.url()).href);
  await lines(page).nth(1).click();
  await expect(list(page)).toBeHidden();
  await expect(words(page)).toBeVisible();
  await page.getByText("Around it", { exact: true }).click();
  await expect(page.getByRole("region", { name: "Similar notes" })).toBeVisible();
  await page.getByRole("button", { name: "Back to the list" }).click();
  await expect(lines(page).first()).toBeVisible();
});
