import { describe, expect, it } from "vitest";
import type { ItemRow } from "@/api/types";
import { indexOf, layOut, PAGE_SIZE, pagesFor, rowAt, stepRow } from "./layout";

const group = (key: string, offset: number, count: number) => ({ key, label: key, count, effort_days: 0, offset });
const row = (id: string): ItemRow => ({ id, key: id, version: 1, title: id, status: "ready", product_id: "p", attention: [], imputed: [], tags: [], needs: 0, blocks: 0, comments: 0, custom: {} });

describe("layout", () => {
  it("without groups is the rows themselves", () => {
    const layout = layOut(100_000);
    expect(layout.count).toBe(100_000);
    expect(layout.at(99_999)).toEqual({ kind: "row", index: 99_999 });
  });

  it("puts every row below its group's header, in order, exactly once", () => {
    const groups = [group("a", 0, 3), group("b", 3, 1), group("c", 4, 250)];
    const layout = layOut(254, groups);
    const rows: number[] = [];
    for (let place = 0; place < layout.count; place++) {
      const entry = layout.at(place);
      if (entry.kind === "row") {
        rows.push(entry.index);
        expect(layout.placeOf(entry.index)).toBe(place);
        const own = layout.groupAt(place)!;
        expect(entry.index).toBeGreaterThanOrEqual(own.offset);
        expect(entry.index).toBeLessThan(own.offset + own.count);
      }
    }
    expect(rows).toEqual(Array.from({ length: 254 }, (_, i) => i));
    expect(layout.count).toBe(257);
  });

  it("leaves out the rows of collapsed groups and steps over them", () => {
    const layout = layOut(7, [group("a", 0, 3), group("b", 3, 2), group("c", 5, 2)], new Set(["b"]));
    expect(layout.count).toBe(8);
    expect(stepRow(layout, 2, 1)).toBe(5);
    expect(stepRow(layout, 5, -1)).toBe(2);
    expect(stepRow(layout, 6, 1)).toBe(6);
    expect(stepRow(layout, 0, -1)).toBe(0);
    expect(layout.placeOf(4)).toBe(4);
  });
});

describe("window cache", () => {
  it("asks for the pages in sight, in order, and no others", () => {
    expect(pagesFor(layOut(100_000), 95, 130)).toEqual([0, 1]);
    expect(pagesFor(layOut(100_000), -20, 10)).toEqual([0]);
    expect(pagesFor(layOut(250), 240, 400)).toEqual([2]);
    expect(pagesFor(layOut(0), 0, 30)).toEqual([]);
  });

  it("finds rows by index across pages that arrived in any order", () => {
    const page = (n: number) => Array.from({ length: PAGE_SIZE }, (_, i) => row(`r${n * PAGE_SIZE + i}`));
    const pages = new Map([[3, page(3)], [0, page(0)], [1, page(1)]]);
    expect(rowAt(pages, 399)?.id).toBe("r399");
    expect(rowAt(pages, 100)?.id).toBe("r100");
    expect(rowAt(pages, 200)).toBeUndefined();
    expect(indexOf(pages, "r150")).toBe(150);
    expect(indexOf(pages, "r250")).toBeUndefined();
  });
});
