import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { ActionProvider } from "@/actions/context";
import type { View } from "@/api/types";
import RenameView from "./RenameView";

const view: View = { id: "v1", version: 4, name: "Bets", query: "filter=lane+is+bet", shared: true };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("renames a view on top of the version that is shown, and says why it could not", async () => {
  const sent: unknown[] = [];
  const answers = [Response.json({ title: "Forbidden", detail: "not yours", status: 403 }, { status: 403 }), Response.json({ ...view, version: 5 })];
  vi.stubGlobal("fetch", async (input: Request) => {
    sent.push([input.headers.get("If-Match"), await input.json()]);
    return answers.shift();
  });
  const closed = vi.fn();
  const user = userEvent.setup();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ActionProvider><RenameView view={view} onClose={closed} /></ActionProvider>
    </QueryClientProvider>,
  );
  const save = screen.getByRole("button", { name: "Save" });
  expect(save).toHaveProperty("disabled", true);
  const field = screen.getByRole("textbox");
  await user.clear(field);
  await user.paste(" Big bets ");
  await user.click(save);
  expect(await screen.findByText(/not yours/i)).toBeTruthy();
  expect(closed).not.toHaveBeenCalled();
  await user.click(save);
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(sent).toEqual([['"4"', { name: "Big bets" }], ['"4"', { name: "Big bets" }]]);
});
