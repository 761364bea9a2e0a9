import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ItemRow } from "@/api/types";
import { useMergeQuestion } from "@/ui/merge";
import { useItemWrites } from "./useItemWrites";

const row: ItemRow = { id: "1", key: "PAY-1", version: 1, title: "One", status: "ready", product_id: "p", attention: [], imputed: [], tags: [], needs: 0, blocks: 0, comments: 0, custom: {} };

/** A server of one item that checks versions, as the real one does. */
function server() {
  let version = 1;
  let conflicts: unknown[] = [];
  const seen: { ifMatch: string | null; csrf: string | null; body: Record<string, unknown> }[] = [];
  const answer = async (input: RequestInfo | URL) => {
    const request = input as Request;
    if (request.method === "GET") return Response.json({ data: [], total: 0 });
    const body = (await request.json()) as Record<string, unknown>;
    seen.push({ ifMatch: request.headers.get("If-Match"), csrf: request.headers.get("X-Outweigh-CSRF"), body });
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (request.headers.get("If-Match") !== `"${version}"`) {
      return Response.json({ title: "Changed meanwhile", status: 409, current: { version, seen: 1, conflicts } }, { status: 409 });
    }
    version += 1;
    return Response.json({ ...row, ...body, version }, { headers: { "X-Outweigh-Position": "7" } });
  };
  return { seen, answer, bump: (fields: unknown[] = []) => {
    version += 1;
    conflicts = fields;
  } };
}

let current: ReturnType<typeof server>;
beforeEach(() => {
  current = server();
  vi.stubGlobal("fetch", (input: RequestInfo | URL) => current.answer(input));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function hook() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
  return renderHook(() => useItemWrites(), { wrapper }).result;
}

describe("writes to one item", () => {
  it("carry version and CSRF header, and follow each other without conflicting with themselves", async () => {
    const writes = hook();
    const targets = { kind: "rows", rows: [{ ...row, id: "a" }] } as const;
    const done = await Promise.all([writes.current.change(targets, { set: { lane: "bet" } }, ""), writes.current.change(targets, { set: { status: "doing" } }, "")]);
    expect(done).toEqual([true, true]);
    expect(current.seen.map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
    expect(current.seen.every(({ csrf }) => csrf === "1")).toBe(true);
  });

  it("are tried again on the newest version when others changed other fields", async () => {
    const writes = hook();
    current.bump();
    const done = await writes.current.change({ kind: "rows", rows: [{ ...row, id: "b" }] }, { set: { lane: "bet" } }, "");
    expect(done).toBe(true);
    expect(current.seen.map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
  });

  it("ask only about the fields that others changed too, and say what stood there before", async () => {
    const writes = hook();
    current.bump([
      { field: "lane", yours: "bet", theirs: "hotfix", base: "hotfix" },
      { field: "title", yours: "Mine", theirs: "Other", base: "One" },
    ]);
    const question = renderHook(() => useMergeQuestion()).result;
    const done = writes.current.change({ kind: "rows", rows: [{ ...row, id: "c" }] }, { set: { lane: "bet", title: "Mine" } }, "");
    await waitFor(() => expect(question.current?.conflicts).toEqual([{ field: "title", label: "Title", yours: "Mine", theirs: "Other", base: "One" }]));
    question.current?.answer(new Set());
    expect(await done).toBe(true);
    expect(current.seen.at(-1)).toMatchObject({ ifMatch: '"2"', body: { lane: "bet" } });
    expect(current.seen.at(-1)?.body).not.toHaveProperty("title");
  });
});
