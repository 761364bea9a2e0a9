/** What customers said reaches the decision: evidence is judged, the tree rearranged, themes named, all by keyboard; things are found by meaning. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { ask, expect, keyAt, test } from "./support/test";

interface Thing { id: string }

const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);
const statement = (page: Page, kind: string, text: string) => ask<Thing>(page, "post", "/statements", { kind, text });
/** Notes are grouped after a start, or when they are looked at again a minute later. */
const themesFound = (page: Page) => expect.poll(async () => (await ask<{ ready: boolean }>(page, "get", "/themes")).ready, { timeout: 75_000 }).toBe(true);

test("a suggestion is accepted with its strength, another rejected, by keyboard alone; both can be undone", async ({ demo: page }) => {
  const key = await keyAt(page, 3);
  const { item } = await ask<{ item: { id: string; title: string } }>(page, "get", `/items/${key}`);
  await statement(page, "problem", `Customers ask for this: ${item.title}`);
  await statement(page, "insight", `Many would pay for this: ${item.title}`);
  await open(page, `/items/${key}`);
  const suggested = page.getByRole("list", { name: "Suggested evidence" }).getByRole("listitem").filter({ has: page.getByRole("button", { name: "Accept" }).or(page.getByRole("group", { name: "How strong?" })) });
  await expect(suggested.filter({ hasText: "Customers ask for this" })).toBeVisible();
  const words = await suggested.first().getByRole("link").first().innerText();

  await page.keyboard.press("j");
  await expect(suggested.first()).toBeFocused();
  await page.keyboard.press("1");
  await expect(page.getByRole("group", { name: "How strong?" })).toBeVisible();
  await page.keyboard.press("3");
  await expect(page.getByText("Linked: critical.")).toBeVisible();
  const forIt = page.getByRole("region", { name: "For", exact: true });
  const accepted = forIt.getByRole("listitem").filter({ hasText: words });
  await expect(accepted.getByRole("slider", { name: "Strength" })).toHaveAttribute("aria-valuetext", "Critical");
  await expect(suggested.filter({ hasText: words })).toHaveCount(0);

  // What is linked keeps its strength where it stands.
  await accepted.getByRole("slider", { name: "Strength" }).focus();
  await page.keyboard.press("1");
  await expect(accepted.getByRole("slider", { name: "Strength" })).toHaveAttribute("aria-valuetext", "Nice to have");

  const next = await suggested.first().innerText();
  await suggested.first().focus();
  await page.keyboard.press("3");
  await expect(page.getByText("Turned down;")).toBeVisible();
  await expect.poll(() => suggested.allInnerTexts()).not.toContain(next);
  await page.keyboard.press("Control+z");
  await expect.poll(() => suggested.allInnerTexts()).toContain(next);

  await page.reload();
  await expect(accepted.getByRole("slider", { name: "Strength" })).toHaveAttribute("aria-valuetext", "Nice to have");
});

test("a branch of the opportunity tree is hung below another problem by keyboard", async ({ demo: page }) => {
  const from = await statement(page, "problem", "Receipts vanish between the shop and the books");
  await statement(page, "problem", "Bookkeepers type every receipt twice");
  const branch = await statement(page, "opportunity", "A photo that files itself");
  await ask(page, "post", "/relations", { kind: "addresses", from: { kind: "statement", id: branch.id }, to: { kind: "statement", id: from.id } });
  await open(page, "/insights/tree");
  const node = (name: string) => page.getByRole("treeitem", { name });
  await node("Receipts vanish").focus();
  await page.keyboard.press("ArrowRight");
  await expect(node("A photo that files itself")).toBeFocused();
  await page.keyboard.press("m");
  await page.getByRole("combobox", { name: "Move below …" }).fill("type every receipt");
  await page.keyboard.press("Enter");
  await expect(page.getByText("“A photo that files itself” now hangs below “Bookkeepers type every receipt twice”.")).toBeVisible();
  await expect(node("Bookkeepers type")).toHaveAttribute("aria-expanded", "true");
  await node("A photo that files itself").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(node("Bookkeepers type")).toBeFocused();
  // Nothing is below it any more.
  await expect(node("Receipts vanish")).not.toHaveAttribute("aria-expanded");
  await page.keyboard.press("ArrowLeft");
  await expect(node("A photo that files itself")).toHaveCount(0);
});

test("a theme is renamed and keeps its name", async ({ demo: page }) => {
  test.setTimeout(120_000);
  await themesFound(page);
  await open(page, "/insights/themes");
  const themes = page.getByRole("list", { name: "Themes" }).getByRole("listitem");
  await expect(themes.first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Edit name of the theme/i }).click();
  await page.getByRole("textbox", { name: "Name of the theme" }).fill("Month end takes too long");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Theme renamed.")).toBeVisible();
  await page.getByRole("link", { name: "Themes" }).click();
  await expect(themes.filter({ hasText: "Month end takes too long" })).toContainText("found by:");
  await page.reload();
  await expect(themes.filter({ hasText: "Month end takes too long" })).toBeVisible();
});

test("what means the same is found though no word is shared; in quotation marks it is not", async ({ demo: page }) => {
  await statement(page, "problem", "Staff forget their password and cannot log in");
  await open(page, "/search?kinds=statement");
  const box = page.getByRole("searchbox", { name: "Words, or a question" });
  const hit = page.getByRole("list", { name: "Results" }).getByRole("link").filter({ hasText: "Staff forget their password" });
  await box.fill("employees locked out of accounts");
  await expect(hit).toContainText("close in meaning");
  await expect(hit.locator("mark")).toHaveCount(0);
  await box.fill('"employees locked out of accounts"');
  await expect(page.getByText("exactly these words, nothing that only means the same")).toBeVisible();
  await expect(hit).toHaveCount(0);
  await box.fill("forget password");
  await expect(hit.locator("mark").first()).toHaveText(/forget/i);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /Staff forget their password/ })).toBeVisible();
});

test("the pages of a statement, a theme and an account pass axe, light and dark", async ({ demo: page }) => {
  test.setTimeout(180_000);
  const { id } = await statement(page, "problem", "Nobody knows who bought what");
  const account = (await ask<{ data: Thing[] }>(page, "get", "/accounts?limit=1")).data[0]!;
  await themesFound(page);
  const themes = (await ask<{ themes: Thing[] }>(page, "get", "/themes")).themes.slice(0, 1);
  const paths = ["/insights", "/insights/tree", "/insights/themes", "/insights/orphans", "/insights/contradictions", `/insights/statements/${id}`, ...themes.map((theme) => `/insights/themes/${theme.id}`), "/search?q=card", "/customers", "/customers/segments", `/customers/${account.id}`];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of paths) {
      await open(page, path);
      await expect(page.getByRole("main")).toBeVisible();
      await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect.soft(serious.map(({ id, nodes }) => `${path} ${colorScheme}: ${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(" | ")}`)).toEqual([]);
    }
  }
});
