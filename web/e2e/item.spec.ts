/** The item page explains itself: a new estimate moves the score, and the parts of a move sum to it. */
import { expect, keyAt, test } from "./support/test";

const places = (text: string): number => Number(text.replace("−", "-").replace("+", "").replaceAll(",", ""));

test("a smaller effort raises the score, and the history says so in a sentence", async ({ demo: page }) => {
  const key = await keyAt(page, 20);
  await page.goto(new URL(`/items/${key}`, page.url()).href);
  const total = page.getByRole("row", { name: /Score, the sum of its terms/ });
  const score = async () => places((await total.getByRole("cell").allInnerTexts()).find((text) => /\d/.test(text) && !text.includes("%"))!);
  await expect(total).toBeVisible();
  const before = await score();
  await page.getByRole("button", { name: "Estimate", exact: true }).click();
  await page.getByLabel("Low").fill("0.5");
  await page.getByLabel("Likely").fill("1");
  await page.getByLabel("High", { exact: true }).fill("1.5");
  await page.getByLabel("Note").fill("A library does it");
  await page.getByRole("button", { name: "Record the estimate" }).click();
  await expect(page.getByText("Estimate recorded.")).toBeVisible();
  await expect.poll(score).toBeGreaterThan(before);
  await expect(page.locator("#history")).toContainText(/estimated effort at 0\.5 to 1\.5 days, likely 1|effort .* to /);
});

test("why did it move: the causes sum to the move, for the last month and between two days", async ({ demo: page }) => {
  const key = await keyAt(page, 19); // Ranked in both states, unlike the newest ones.
  await page.goto(new URL(`/items/${key}`, page.url()).href);
  const move = page.locator("#move");
  const sums = async () => {
    await expect(move.getByRole("table")).toBeVisible();
    const rows = await move.getByRole("table").locator("tbody tr").evaluateAll((lines) => lines.map((each) => [...each.querySelectorAll("td.text-right")].map((cell) => cell.textContent ?? "")));
    const all = rows.pop()!;
    const sum = rows.reduce((total, [value]) => total + places(value!), 0);
    expect(Math.abs(sum - places(all[0]!))).toBeLessThan(0.05 * (rows.length + 1));
  };
  await sums();
  await move.getByLabel("Since").selectOption("custom");
  await expect(move.getByLabel("From")).toBeVisible();
  await sums();
});
