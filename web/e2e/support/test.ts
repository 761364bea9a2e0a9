/** The test function with a running program, and the words of the backlog screen. */
import { test as base, expect, type Browser, type Locator, type Page } from "@playwright/test";
import { start, type Server } from "./server";

export { expect };

interface Fixtures {
  workspace: "demo" | "empty";
  server: Server;
  /** The page, signed in to the demo, on its backlog. */
  demo: Page;
}

export const test = base.extend<Fixtures>({
  workspace: ["demo", { option: true }],
  server: async ({ workspace }, use) => {
    const server = await start(workspace);
    await use(server);
    await server.stop();
  },
  demo: async ({ page, server }, use) => {
    await page.goto(server.link);
    await page.getByRole("button", { name: "Open the demo" }).click();
    await expect(row(page, 0)).toBeVisible();
    await use(page);
  },
});

export const grid = (page: Page): Locator => page.getByRole("grid", { name: "Backlog, ranked" });
/** A line of the backlog, counted from 0. */
export const row = (page: Page, index: number): Locator => grid(page).locator(`[data-index="${index}"]`);
export const cell = (page: Page, index: number, name: string): Locator => row(page, index).locator(`[data-cell="${name}"]`);
/** The line of an item, wherever it stands. */
export const line = (page: Page, title: string): Locator => grid(page).getByRole("row").filter({ hasText: title });
/** Key of the item on a line. */
export const keyAt = (page: Page, index: number): Promise<string> => cell(page, index, "title").locator("span").first().innerText();

export const ADMIN = { name: "Ada Lind", email: "ada@example.com", password: "a long enough sentence" };

/** Makes the first administrator by the printed link and arrives at the empty backlog. */
export async function makeFirstAdmin(page: Page, server: Server): Promise<void> {
  await page.goto(server.link);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(page.getByText("Nothing to weigh yet")).toBeVisible();
}

/** A second browser of the same person: another window, with its own state. */
export async function secondBrowser(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({ storageState: await page.context().storageState(), viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

/** What the API answers the signed-in person; a failure fails the test. */
export async function ask<T>(page: Page, method: "get" | "post" | "put" | "patch", path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
  const answer = await page.request[method](new URL(`/api/v1${path}`, page.url()).href, { ...(body ? { data: body } : {}), headers: { "X-Outweigh-CSRF": "1", ...headers } });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return answer.status() === 204 ? (undefined as T) : ((await answer.json()) as T);
}
