/** No serious finding of axe on any screen, light and dark. */
import AxeBuilder from "@axe-core/playwright";
import { expect, keyAt, test } from "./support/test";

test("every screen passes axe", async ({ demo: page }) => {
  test.setTimeout(90_000);
  const key = await keyAt(page, 3);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of ["/inbox", "/backlog", `/items/${key}`, "/ledger", "/import", "/sort", "/rubrics", "/settings"]) {
      await page.goto(new URL(path, page.url()).href);
      await expect(page.getByRole("main")).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect.soft(serious.map(({ id, nodes }) => `${path} ${colorScheme}: ${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(" | ")}`)).toEqual([]);
    }
  }
});
