/** The fetched rows of all item windows, patched in place so that a write shows before the server answers. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { queryKeys } from "@/api/keys";
import type { ItemChange, ItemRow, ItemWindow } from "@/api/types";

/** Fields of a change that a row shows as they are. */
const ROW_FIELDS = ["title", "product_id", "area_id", "lane", "horizon", "status", "severity", "owner_id", "team_id", "tags", "due", "release_id", "sprint_id"] as const;

/** A row with a change applied; null clears. */
export function changedRow(row: ItemRow, change: ItemChange): ItemRow {
  const next: Record<string, unknown> = { ...row };
  for (const field of ROW_FIELDS) {
    if (!(field in change)) continue;
    const value = change[field];
    if (value === null || value === undefined) delete next[field];
    else next[field] = value;
  }
  return next as unknown as ItemRow;
}

type Snapshot = [QueryKey, ItemWindow | undefined][];

/** Applies `update` to matching rows at once; gives back what takes it back. */
export async function patchRows(queries: QueryClient, matches: (row: ItemRow) => boolean, update: (row: ItemRow) => ItemRow): Promise<() => void> {
  // A refetch under way would bring the old rows back over the new ones.
  await queries.cancelQueries({ queryKey: queryKeys.itemWindows });
  const before: Snapshot = queries.getQueriesData<ItemWindow>({ queryKey: queryKeys.itemWindows });
  queries.setQueriesData<ItemWindow>({ queryKey: queryKeys.itemWindows }, (page) => {
    if (!page?.items.some(matches)) return page;
    return { ...page, items: page.items.map((row) => (matches(row) ? update(row) : row)) };
  });
  return () => {
    for (const [key, page] of before) queries.setQueryData(key, page);
  };
}

/** After a write the server's order and numbers hold. */
export function refreshItems(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: queryKeys.items });
}
