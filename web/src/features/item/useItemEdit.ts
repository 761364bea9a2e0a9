/**
 * Edits of one item's fields from its page: shown at once, sent one after the other on the newest version,
 * taken back and told when refused, merged when someone was faster.
 */
import { useQueryClient, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { useMemo } from "react";
import { queryKeys } from "@/api/keys";
import type { Item, ItemChange, ItemDetail } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { changedRow, patchRows, refreshItems } from "../items/cache";
import { fieldLabel, useNames } from "../items/names";
import { patchItem } from "../items/useItemWrites";

export type EditItem = (change: ItemChange & { reason?: string }, said?: string) => Promise<boolean>;

/** The label of a field of the item page. */
export function itemFieldLabel(field: string): string {
  return m.item.fields[field] ?? fieldLabel(field);
}

const turns = new Map<string, Promise<unknown>>();

/** Runs the writes of one item in the order they were made, so that none is sent on a version the one before made old. */
function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(id) ?? Promise.resolve()).then(work, work);
  turns.set(id, turn);
  return turn;
}

export function useItemEdit(item: Pick<Item, "id" | "key" | "title"> & { version: number }): EditItem {
  const queries = useQueryClient();
  const names = useNames();
  const { id, key, title, version } = item;
  return useMemo(
    () => async (change, said) => {
      const fields: ItemChange & { reason?: string } = { ...change };
      delete fields.reason;
      await queries.cancelQueries({ queryKey: queryKeys.itemDetails });
      const undoDetails = patchDetails(queries, id, (shown) => withChange(shown, fields));
      const undoRows = await patchRows(queries, (row) => row.id === id, (row) => changedRow(row, fields));
      try {
        const written = await inTurn(id, () => patchItem(id, versionOf(queries, id) ?? version, `${key} ${title}`, change, names));
        if (written) {
          patchDetails(queries, id, (shown) => withVersion(shown, written.data.version));
          announce(queries, written, said ?? m.item.changed(itemFieldLabel(Object.keys(fields)[0] ?? "")));
        }
        return written !== undefined;
      } catch (error) {
        undoDetails();
        undoRows();
        tellProblem(error, { kept: true });
        return false;
      } finally {
        void refreshItems(queries);
      }
    },
    [queries, names, id, key, title, version],
  );
}

function isDetailOf(data: unknown, id: string): data is ItemDetail {
  return typeof data === "object" && data !== null && "item" in data && (data as ItemDetail).item.id === id;
}

/** Applies `update` to every fetched detail of an item; gives back what takes it back. */
function patchDetails(queries: QueryClient, id: string, update: (detail: ItemDetail) => ItemDetail): () => void {
  const before: [QueryKey, ItemDetail][] = [];
  for (const [key, data] of queries.getQueriesData({ queryKey: queryKeys.itemDetails })) {
    if (!isDetailOf(data, id)) continue;
    before.push([key, data]);
    queries.setQueryData(key, update(data));
  }
  return () => {
    for (const [key, data] of before) queries.setQueryData(key, data);
  };
}

function versionOf(queries: QueryClient, id: string): number | undefined {
  const versions = queries.getQueriesData({ queryKey: queryKeys.itemDetails }).flatMap(([, data]) => (isDetailOf(data, id) ? [data.version] : []));
  return versions.length > 0 ? Math.max(...versions) : undefined;
}

function withVersion(detail: ItemDetail, version: number): ItemDetail {
  return { ...detail, version, row: { ...detail.row, version } };
}

function withChange(detail: ItemDetail, change: ItemChange): ItemDetail {
  const kept = Object.fromEntries(Object.entries({ ...detail.item, ...change }).filter(([, value]) => value !== null && value !== undefined));
  return { ...detail, item: kept as unknown as Item, row: changedRow(detail.row, change) };
}
