/** The cursor and the selection of the list. The cursor stays on its item when others move it about. */
import { useCallback, useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { ItemRow } from "@/api/types";
import { windowQuery } from "../query";
import { extended, NOTHING, toggled, type Selection, type Targets } from "../targets";
import { indexOf, PAGE_SIZE, rowAt, stepRow } from "./layout";
import type { BacklogData } from "./useBacklogData";

export interface ListState {
  /** Index of the row the cursor is on; undefined before the first move. */
  cursor: number | undefined;
  row: ItemRow | undefined;
  selection: Selection;
  select: (selection: Selection) => void;
  moveTo: (index: number) => void;
  step: (by: 1 | -1, options?: { extend?: boolean }) => void;
  toggle: (index: number) => void;
  /** Selects from the last chosen row to this one. */
  extendTo: (index: number) => Promise<void>;
  clearCursor: () => void;
  /** What an action acts on: the selection, or else the row under the cursor. */
  targets: () => Targets | undefined;
}

export function useListState(data: BacklogData): ListState {
  const queries = useQueryClient();
  const [place, setPlace] = useState<{ index: number; id?: string | undefined }>();
  const [selection, select] = useState<Selection>(NOTHING);
  const anchor = useRef<number>(undefined);

  // The list was reordered: follow the item, if it is still among the fetched rows.
  let cursor = place && data.total > 0 ? Math.min(place.index, data.total - 1) : undefined;
  if (place?.id !== undefined && cursor !== undefined && rowAt(data.pages, cursor)?.id !== place.id) cursor = indexOf(data.pages, place.id) ?? cursor;
  const row = cursor === undefined ? undefined : rowAt(data.pages, cursor);

  const moveTo = useCallback((index: number) => setPlace({ index, id: rowAt(data.pages, index)?.id }), [data.pages]);
  const rowsBetween = async (from: number, to: number): Promise<ItemRow[]> => {
    const [first, last] = from < to ? [from, to] : [to, from];
    const pages: number[] = [];
    for (let page = Math.floor(first / PAGE_SIZE); page <= Math.floor(last / PAGE_SIZE); page++) pages.push(page);
    const fetched = await Promise.all(pages.map((page) => queries.ensureQueryData(windowQuery(data.shown, page))));
    return fetched.flatMap(({ items, offset }) => items.filter((_, i) => offset + i >= first && offset + i <= last));
  };
  const extendTo = async (index: number) => {
    const rows = await rowsBetween(anchor.current ?? cursor ?? index, index);
    select((now) => extended(now, rows));
    moveTo(index);
  };
  return {
    cursor,
    row,
    selection,
    select,
    moveTo,
    clearCursor: () => setPlace(undefined),
    step: (by, options) => {
      const next = cursor === undefined ? 0 : stepRow(data.layout, cursor, by);
      if (options?.extend) {
        anchor.current ??= cursor ?? next;
        void extendTo(next);
      } else {
        anchor.current = undefined;
        moveTo(next);
      }
    },
    toggle: (index) => {
      const target = rowAt(data.pages, index);
      if (!target) return;
      anchor.current = index;
      select((now) => toggled(now, target));
    },
    extendTo,
    targets: () => {
      if (selection.kind === "all") {
        const except = [...selection.except.values()];
        return { kind: "matching", filter: data.shown.filter ?? "", q: data.shown.q ?? "", except, count: data.total - except.length };
      }
      // The newest version of each row, where it is at hand: a stale one would be refused.
      const fetched = new Map([...data.pages.values()].flat().map((fresh) => [fresh.id, fresh]));
      const rows = [...selection.rows.values()].map((chosen) => fetched.get(chosen.id) ?? chosen);
      if (rows.length > 0) return { kind: "rows", rows };
      return row ? { kind: "rows", rows: [row] } : undefined;
    },
  };
}
