import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import type { ItemRow } from "@/api/types";
import { StatusEditor } from "./StatusEditor";

const row = (id: string, title: string): ItemRow => ({ id, key: `PAY-${id}`, version: 3, title, status: "ready", product_id: "p", attention: [], imputed: [], tags: [], needs: 0, blocks: 0, comments: 0, custom: {} });
const rows = [row("1", "Pay by card"), row("2", "Pay with a card")];

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("asks which item a merged one lives on in, and why", async () => {
  Element.prototype.scrollIntoView = () => undefined;
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (input: Request) => {
    if (input.method === "PATCH") {
      sent.push(await input.json());
      return Response.json({ ...rows[0], version: 4 });
    }
    const path = new URL(input.url).pathname;
    if (path === "/api/v1/items") return Response.json({ items: rows, total: 2, offset: 0, position: 1 });
    if (path === "/api/v1/items/1") return Response.json({ allowed_statuses: [{ status: "merged", needs_reason: true }] });
    return Response.json({ data: [] });
  });
  const user = userEvent.setup();
  const editing = { field: "status", targets: { kind: "rows", rows: rows.slice(0, 1) }, anchor: document.body } as const;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <StatusEditor editing={editing} onClose={() => undefined} />
    </QueryClientProvider>,
  );
  await user.click(screen.getByRole("option", { name: /Merged/ }));
  await user.click(await screen.findByRole("option", { name: /Pay with a card/ }));
  expect(screen.queryByRole("option")).toBeNull();
  await user.type(screen.getByRole("textbox"), "The same thing{Enter}");
  await waitFor(() => expect(sent).toEqual([{ status: "merged", status_reason: "The same thing", merged_into_id: "2", reason: "The same thing" }]));
});
