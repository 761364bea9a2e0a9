import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { queryKeys } from "@/api/keys";
import { staleKeys } from "@/api/live";
import type { ItemRow, ItemWindow, LiveChange } from "@/api/types";
import { columnsOf, customColumn, customFieldOf, textOfColumns } from "./backlog/columns";
import { sharesOf } from "./backlog/LaneShare";
import { changedRow, patchRows } from "./cache";
import { bulkFilter, itemQuery, windowQuery } from "./query";
import { extended, isSelected, NOTHING, selectedCount, toggled, type Selection } from "./targets";

const row = (id: string, more: Partial<ItemRow> = {}): ItemRow => ({ id, key: id, version: 1, title: id, status: "ready", product_id: "p", attention: [], imputed: [], tags: [], needs: 0, blocks: 0, comments: 0, custom: {}, ...more });

describe("a bulk change by filter", () => {
  it("changes what the list shows: open items, unless the filter speaks of status", () => {
    expect(bulkFilter("")).toBe("open is true");
    expect(bulkFilter("lane is bet or lane is hotfix")).toBe("(lane is bet or lane is hotfix) and open is true");
    expect(bulkFilter("status is done")).toBe("status is done");
    expect(bulkFilter('title contains "open"')).toBe('title contains "open" and open is true');
  });

  it("leaves out the rows switched off", () => {
    expect(bulkFilter("lane is bet", ["PAY-1", "PAY-2"])).toBe("lane is bet and open is true and key is not PAY-1, PAY-2");
  });

  it("is confined to the product in the rail", () => {
    expect(itemQuery({ filter: "a is 1 or b is 2", sort: "rank" }, "p1")).toEqual({ filter: "(a is 1 or b is 2) and product is p1" });
  });
});

describe("selection", () => {
  it("by filter counts and excludes without naming ids", () => {
    const all: Selection = { kind: "all", except: new Map() };
    const without = toggled(all, row("a"));
    expect(selectedCount(without, 100_000)).toBe(99_999);
    expect(isSelected(without, "a")).toBe(false);
    expect(isSelected(without, "b")).toBe(true);
    expect(selectedCount(extended(without, [row("a")]), 100_000)).toBe(100_000);
  });

  it("toggles single rows", () => {
    expect(selectedCount(toggled(toggled(NOTHING, row("a")), row("a")), 10)).toBe(0);
  });
});

describe("an optimistic change", () => {
  it("shows at once in every window, and can be taken back exactly", async () => {
    const queries = new QueryClient();
    const { queryKey } = windowQuery({ filter: "lane is bet" }, 0);
    const page: ItemWindow = { items: [row("a", { lane: "bet" }), row("b")], total: 2, offset: 0, position: 1 };
    queries.setQueryData(queryKey, page);
    const undo = await patchRows(queries, ({ id }) => id === "a", (shown) => changedRow(shown, { lane: null, title: "A" }));
    expect(queries.getQueryData<ItemWindow>(queryKey)?.items[0]).toEqual({ ...row("a"), title: "A" });
    expect(queries.getQueryData<ItemWindow>(queryKey)?.items[1]).toBe(page.items[1]);
    undo();
    expect(queries.getQueryData(queryKey)).toEqual(page);
  });
});

describe("a live change", () => {
  const change = (kind: LiveChange["entities"][number]["kind"], truncated = false): LiveChange => ({ position: 5, at: "", actor: { kind: "person", name: "A" }, cause: "api", entities: [{ kind, id: "x", version: 1, op: "update" }], truncated });

  it("marks stale what shows it, and always the ledger", () => {
    expect(staleKeys([change("item")])).toEqual([queryKeys.ledger, queryKeys.items]);
    expect(staleKeys([change("person")])).toEqual([queryKeys.ledger, queryKeys.registries]);
    expect(staleKeys([change("item"), change("estimate")])).toEqual([queryKeys.ledger, queryKeys.items]);
  });

  it("marks everything stale when the list of entities was cut", () => {
    expect(staleKeys([change("item", true)])).toContain(queryKeys.registries);
  });
});

describe("columns", () => {
  it("round-trip through the URL, widths included", () => {
    const text = "rank,title,owner:180,due";
    expect(textOfColumns(columnsOf(text))).toBe(text);
    expect(textOfColumns(columnsOf(undefined))).toBeUndefined();
  });

  it("may be fields of the team's own, whatever their names", () => {
    const name = "Region: north, south";
    const text = textOfColumns([...columnsOf("rank,title"), { ...customColumn(name), chosenWidth: 90 }]);
    const column = columnsOf(text).at(-1)!;
    expect(column).toMatchObject({ label: name, sort: `custom.${name}`, chosenWidth: 90 });
    expect(customFieldOf(column.key)).toBe(name);
    expect([customFieldOf("title"), customFieldOf("custom.%")]).toEqual([undefined, undefined]);
  });

  it("always have the title, and only known names and sane widths", () => {
    expect(textOfColumns(columnsOf("rank,nonsense,due:99999"))).toBe("rank,title,due:600");
  });
});

describe("lane shares", () => {
  it("sum to the whole by effort and by count, unsorted included", () => {
    const shares = sharesOf([
      { key: "bet", label: "", count: 1, effort_days: 30 },
      { key: "", label: "", count: 2, effort_days: 5 },
      { key: "hotfix", label: "", count: 3, effort_days: 15 },
    ]);
    expect(shares.map(({ lane }) => lane)).toEqual(["hotfix", "bet", undefined]);
    expect(shares.reduce((sum, { effortShare }) => sum + effortShare, 0)).toBeCloseTo(1);
    expect(shares.reduce((sum, { countShare }) => sum + countShare, 0)).toBeCloseTo(1);
  });
});
