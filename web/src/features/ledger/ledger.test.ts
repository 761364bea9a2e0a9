import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "@/api/types";
import { byDay } from "./query";
import { differing, linesOf } from "./say";

const entry = (position: number, at: string) => ({ position, at }) as LedgerEntry;

describe("ledger", () => {
  it("groups by day and keeps the order", () => {
    const groups = byDay([entry(4, "2026-03-02T12:00:00"), entry(3, "2026-03-02T08:00:00"), entry(2, "2026-03-01T12:00:00")]);
    expect(groups.map(({ day, entries }) => [day, entries.map(({ position }) => position)])).toEqual([["2026-03-02", [4, 3]], ["2026-03-01", [2]]]);
  });
});

describe("values of the ledger", () => {
  const say = (_field: string, value: unknown) => String(value);
  it("says lists entry by entry and ranges in words", () => {
    expect(linesOf("acceptance_criteria", [{ text: "a", done: true }, { text: "b", done: false }], say)).toEqual(["✓ a", "○ b"]);
    expect(linesOf("tags", ["x", "y"], say)).toEqual(["x", "y"]);
    expect(linesOf("range", { low: 1, likely: 2, high: 3 }, say)).toEqual(["1 to 3, likely 2"]);
    expect(linesOf("references", [{ system: "jira", id: "1", key: "P-1", url: "https://a.example" }], say)).toEqual(["jira P-1, url: https://a.example"]);
    expect(linesOf("lane", undefined, say)).toEqual([]);
  });
  it("shows what differs, and the whole list when only its order changed", () => {
    expect(differing(["a", "b"], ["b", "c"])).toEqual([["a"], ["c"]]);
    expect(differing(["a", "b"], ["b", "a"])).toEqual([["a", "b"], ["b", "a"]]);
  });
});
