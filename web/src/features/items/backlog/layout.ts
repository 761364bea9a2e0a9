/** Where things stand in the list: rows and group headers on one line of entries, and which pages of rows are needed. */
import type { ItemGroup, ItemRow } from "@/api/types";

/** Rows fetched at a time. */
export const PAGE_SIZE = 100;

export type Entry = { kind: "row"; index: number } | { kind: "group"; group: ItemGroup; collapsed: boolean };

export interface Layout {
  /** Number of entries: open rows and group headers. */
  count: number;
  /** Entry at a place in the list. */
  at: (place: number) => Entry;
  /** Place of a row (by its index among all rows); of its group's header when that is collapsed. */
  placeOf: (rowIndex: number) => number;
  /** The group a place belongs to, for the header that sticks. */
  groupAt: (place: number) => ItemGroup | undefined;
}

/** Lays out `total` rows; groups come in order and cover them without gaps. */
export function layOut(total: number, groups: readonly ItemGroup[] = [], collapsed: ReadonlySet<string> = new Set()): Layout {
  if (groups.length === 0) {
    return { count: total, at: (place) => ({ kind: "row", index: place }), placeOf: (index) => index, groupAt: () => undefined };
  }
  const starts: number[] = [];
  let next = 0;
  for (const group of groups) {
    starts.push(next);
    next += 1 + (collapsed.has(group.key) ? 0 : group.count);
  }
  const groupIndexAt = (place: number) => lastAtOrBefore(starts, place);
  return {
    count: next,
    at: (place) => {
      const index = groupIndexAt(place);
      const group = groups[index]!;
      const within = place - starts[index]!;
      return within === 0 ? { kind: "group", group, collapsed: collapsed.has(group.key) } : { kind: "row", index: group.offset + within - 1 };
    },
    placeOf: (rowIndex) => {
      const index = lastAtOrBefore(groups.map((group) => group.offset), rowIndex);
      const group = groups[index]!;
      return collapsed.has(group.key) ? starts[index]! : starts[index]! + 1 + rowIndex - group.offset;
    },
    groupAt: (place) => groups[groupIndexAt(place)],
  };
}

function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The next open row from a row, stepping over collapsed groups; the row itself at the ends. */
export function stepRow(layout: Layout, rowIndex: number, step: 1 | -1): number {
  for (let place = layout.placeOf(rowIndex) + step; place >= 0 && place < layout.count; place += step) {
    const entry = layout.at(place);
    if (entry.kind === "row") return entry.index;
  }
  return rowIndex;
}

/** Pages that hold the rows seen between two places (both included), in order. */
export function pagesFor(layout: Layout, firstPlace: number, lastPlace: number): number[] {
  const pages = new Set<number>();
  for (let place = Math.max(0, firstPlace); place <= Math.min(lastPlace, layout.count - 1); place++) {
    const entry = layout.at(place);
    if (entry.kind === "row") pages.add(Math.floor(entry.index / PAGE_SIZE));
  }
  return [...pages].sort((a, b) => a - b);
}

/** The row at an index, from the pages fetched so far. */
export function rowAt(pages: ReadonlyMap<number, readonly ItemRow[]>, index: number): ItemRow | undefined {
  return pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
}

/** Where an item stands among the fetched rows. */
export function indexOf(pages: ReadonlyMap<number, readonly ItemRow[]>, id: string): number | undefined {
  for (const [page, rows] of pages) {
    const at = rows.findIndex((row) => row.id === id);
    if (at >= 0) return page * PAGE_SIZE + at;
  }
  return undefined;
}
