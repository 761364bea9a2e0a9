/** Edits of one item's fields from its page: shown at once, then written as the backlog writes them (in turn, merged, told). */
import { useQueryClient, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { useMemo } from "react";
import { queryKeys } from "@/api/keys";
import type { Item, ItemChange, ItemDetail } from "@/api/types";
import { m } from "@/messages";
import { changedRow } from "@/features/items";
import { fieldLabel } from "@/features/items";
import { useItemWrites } from "@/features/items";

export type EditItem = (change: ItemChange & { reason?: string }, said?: string) => Promise<boolean>;

/** The label of a field of the item page. */
export function itemFieldLabel(field: string): string {
  const label = m.item.fields[field] ?? fieldLabel(field);
  // A field without a label of its own is shown by its name, as words.
  return label === field ? (field.charAt(0).toUpperCase() + field.slice(1)).replaceAll("_", " ") : label;
}

export function useItemEdit({ row, version }: Pick<ItemDetail, "row" | "version">): EditItem {
  const queries = useQueryClient();
  const writes = useItemWrites();
  return useMemo(
    () => async (change, said) => {
      const { reason, ...set } = change;
      await queries.cancelQueries({ queryKey: queryKeys.itemDetails });
      const undo = patchDetails(queries, row.id, set);
      const told = said ?? m.item.changed(itemFieldLabel(Object.keys(set)[0] ?? ""));
      const done = await writes.change({ kind: "rows", rows: [{ ...row, version }] }, { set, ...(reason ? { reason } : {}) }, told);
      if (!done) undo();
      return done;
    },
    [queries, writes, row, version],
  );
}

/** Shows a change in every fetched detail of an item; gives back what takes it back. */
function patchDetails(queries: QueryClient, id: string, change: ItemChange): () => void {
  const before: [QueryKey, unknown][] = [];
  for (const [key, data] of queries.getQueriesData({ queryKey: queryKeys.itemDetails })) {
    if (!isDetailOf(data, id)) continue;
    before.push([key, data]);
    queries.setQueryData(key, withChange(data, change));
  }
  return () => {
    for (const [key, data] of before) queries.setQueryData(key, data);
  };
}

function isDetailOf(data: unknown, id: string): data is ItemDetail {
  return typeof data === "object" && data !== null && "item" in data && (data as ItemDetail).item.id === id;
}

function withChange(detail: ItemDetail, change: ItemChange): ItemDetail {
  const kept = Object.fromEntries(Object.entries({ ...detail.item, ...change }).filter(([, value]) => value !== null && value !== undefined));
  return { ...detail, item: kept as unknown as Item, row: changedRow(detail.row, change) };
}
