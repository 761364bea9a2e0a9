/** Who may come in, and what a viewer may not do. */
import { ask, cell, expect, grid, keyAt, row, test } from "./support/test";

test("without a session one is asked to sign in, and then led to where one was going", async ({ demo: page, browser, server }) => {
  const session = await ask<{ person: { id: string; email: string } }>(page, "get", "/session");
  await ask(page, "put", `/people/${session.person.id}/password`, { password: "a long enough sentence" });
  const other = await (await browser.newContext()).newPage();
  await other.goto(`${server.url}/ledger`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await other.getByLabel("E-mail").fill(session.person.email);
  await other.getByLabel("Password").fill("wrong");
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("alert")).toContainText(/password/i);
  await other.getByLabel("Password").fill("a long enough sentence");
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other).toHaveURL(/\/ledger/);
  await other.context().close();
});

test("a viewer sees everything and can change nothing", async ({ demo: page, browser, server }) => {
  const viewer = await ask<{ id: string }>(page, "post", "/people", { name: "Vic Viewer", email: "vic@example.com", active: true });
  await ask(page, "post", "/grants", { person_id: viewer.id, role: "viewer" });
  await ask(page, "put", `/people/${viewer.id}/password`, { password: "a long enough sentence" });
  const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await other.goto(`${server.url}/sign-in`);
  await other.getByLabel("E-mail").fill("vic@example.com");
  await other.getByLabel("Password").fill("a long enough sentence");
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(row(other, 0)).toBeVisible();
  await expect(other.getByRole("button", { name: "New item" })).toHaveCount(0);
  await cell(other, 0, "status").click();
  await other.keyboard.press("e");
  await expect(grid(other).getByRole("textbox")).toHaveCount(0);
  await cell(other, 0, "title").dblclick();
  await expect(grid(other).getByRole("textbox")).toHaveCount(0);
  await other.goto(`${server.url}/items/${await keyAt(other, 0)}`);
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(other.getByRole("button", { name: "Estimate", exact: true })).toHaveCount(0);
  await expect(other.getByPlaceholder("Write a comment")).toHaveCount(0);
  const { data: [product] } = await ask<{ data: { id: string }[] }>(page, "get", "/products");
  const refused = await other.request.post(`${server.url}/api/v1/items`, { data: { title: "No", product_id: product!.id }, headers: { "X-Outweigh-CSRF": "1" } });
  expect(refused.status()).toBe(403);
  await other.context().close();
});
