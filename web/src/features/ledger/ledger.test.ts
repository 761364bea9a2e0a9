import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "@/api/types";
import { byDay } from "./query";

const entry = (position: number, at: string) => ({ position, at }) as LedgerEntry;

describe("ledger", () => {
  it("groups by day and keeps the order", () => {
    const groups = byDay([entry(4, "2026-03-02T12:00:00"), entry(3, "2026-03-02T08:00:00"), entry(2, "2026-03-01T12:00:00")]);
    expect(groups.map(({ day, entries }) => [day, entries.map(({ position }) => position)])).toEqual([["2026-03-02", [4, 3]], ["2026-03-01", [2]]]);
  });
});
