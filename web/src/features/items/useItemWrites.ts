/** Every change to items: shown at once, taken back with a reason when it fails, merged when someone was faster. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ifMatch, write, type Written } from "@/api/client";
import { disputed, isConflict } from "@/api/problem";
import type { Item, ItemChange, ItemDetail, ItemRow, Problem, Range } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { askMerge } from "@/ui/merge";
import { changedRow, patchRows, refreshItems } from "./cache";
import { fieldLabel, useNames, type Names } from "./names";
import { bulkFilter } from "./query";
import { countOf, type Targets } from "./targets";

export interface BulkChange {
  set?: ItemChange;
  addTags?: readonly string[];
  removeTags?: readonly string[];
  reason?: string;
}
export interface RankPlace {
  position?: number;
  before_id?: string;
  after_id?: string;
  reason: string;
  expires: string;
}

export function useItemWrites() {
  const queries = useQueryClient();
  const names = useNames();
  return useMemo(() => {
    /** Runs a write; on failure takes the shown change back and says so. True when it was done. */
    const settle = async (undo: () => void, work: () => Promise<void>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        undo();
        tellProblem(error, { kept: true });
        return false;
      } finally {
        void refreshItems(queries);
      }
    };

    return {
      /** One change set for one item or for many. */
      change: async (targets: Targets, change: BulkChange, said: string): Promise<boolean> => {
        const [only] = targets.kind === "rows" && targets.rows.length === 1 ? targets.rows : [];
        const ids = targets.kind === "rows" ? new Set(targets.rows.map(({ id }) => id)) : undefined;
        const except = targets.kind === "matching" ? new Set(targets.except.map(({ id }) => id)) : undefined;
        const undo = await patchRows(
          queries,
          (row) => (ids ? ids.has(row.id) : !except?.has(row.id)),
          (row) => changedRow(row, { ...change.set, ...(change.addTags || change.removeTags ? { tags: withTags(row, change) } : {}) }),
        );
        return settle(undo, async () => {
          const reason = change.reason ? { reason: change.reason } : {};
          if (only) {
            const tags = change.addTags || change.removeTags ? { tags: withTags(only, change) } : {};
            const written = await inTurn(only, (version) => patchItem(only.id, version, `${only.key} ${only.title}`, { ...change.set, ...tags, ...reason }, names));
            if (written) announce(queries, written, said);
            return;
          }
          const done = await write(api.POST("/api/v1/items/bulk", { body: { ...scopeOf(targets), ...bulkBody(change), ...reason } }));
          announce(queries, done, said);
        });
      },

      remove: async (targets: Targets): Promise<boolean> =>
        settle(
          () => undefined,
          async () => {
            const done = await write(api.POST("/api/v1/items/bulk", { body: { ...scopeOf(targets), delete: true } }));
            announce(queries, done, m.items.deleted(countOf(targets)));
          },
        ),

      /** Throws ProblemError, for the dialog that asked to show. */
      create: async (item: ItemChange & { title: string }): Promise<Item> => {
        const written = await write(api.POST("/api/v1/items", { body: item }));
        announce(queries, written, m.items.created(written.data.item.key));
        void refreshItems(queries);
        return written.data.item;
      },

      /** Throws ProblemError. */
      rank: async (row: ItemRow, place: RankPlace): Promise<void> => {
        const written = await write(api.PUT("/api/v1/items/{id}/rank", { params: { path: { id: row.id } }, body: place }));
        announce(queries, written, m.items.ranked(row.key));
        await refreshItems(queries);
      },

      unrank: async (row: ItemRow): Promise<boolean> =>
        settle(
          () => undefined,
          async () => {
            const written = await write(api.DELETE("/api/v1/items/{id}/rank", { params: { path: { id: row.id } } }));
            announce(queries, written, m.items.unranked(row.key));
          },
        ),

      estimate: async (row: ItemRow, range: Range, note: string): Promise<boolean> => {
        const undo = await patchRows(queries, ({ id }) => id === row.id, (shown) => ({ ...shown, effort: { ...range, imputed: false } }));
        return settle(undo, async () => {
          const body = { quantity: "effort", ...range, ...(note ? { note } : {}) };
          const written = await write(api.POST("/api/v1/items/{id}/estimates", { params: { path: { id: row.id } }, body }));
          announce(queries, written, m.items.estimated);
        });
      },
    };
  }, [queries, names]);
}

const turns = new Map<string, Promise<unknown>>();
const ownVersions = new Map<string, number>();

/**
 * Writes to one item follow each other, each on the version the one before gave: a person who is faster than
 * the network must not conflict with themself. A change by someone else still does.
 */
async function inTurn(row: Pick<ItemRow, "id" | "version">, work: (version: number) => Promise<Written<ItemDetail> | undefined>): Promise<Written<ItemDetail> | undefined> {
  const before = turns.get(row.id);
  const turn = (async () => {
    await before?.catch(() => undefined);
    const written = await work(Math.max(row.version, ownVersions.get(row.id) ?? 0));
    if (written) ownVersions.set(row.id, written.data.version);
    return written;
  })();
  turns.set(row.id, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(row.id) === turn) turns.delete(row.id);
  }
}

/**
 * Changes one item on top of a version. When someone was faster, asks which values to keep and tries again on
 * theirs; undefined when they keep all of theirs.
 */
export async function patchItem(id: string, version: number, subject: string, change: ItemChange & { reason?: string }, names: Names): Promise<Written<ItemDetail> | undefined> {
  try {
    return await write(api.PATCH("/api/v1/items/{id}", { params: { path: { id }, header: ifMatch(version) }, body: change }));
  } catch (error) {
    if (!isConflict(error)) throw error;
    const { current } = error.problem;
    const conflicts = disputed(current);
    const kept = conflicts.length > 0 ? await askWhichToKeep(subject, conflicts, current.seen !== undefined, names) : new Set<string>();
    if (!kept) return undefined;
    const asked = new Set(conflicts.map(({ field }) => field));
    const rest = Object.fromEntries(Object.entries(change).filter(([field]) => !asked.has(field) || kept.has(field))) as typeof change;
    if (Object.keys(rest).every((field) => field === "reason")) return undefined;
    return patchItem(id, current.version, subject, rest, names);
  }
}

function askWhichToKeep(subject: string, conflicts: NonNullable<Problem["current"]>["conflicts"], baseKnown: boolean, names: Names) {
  return askMerge(
    subject,
    conflicts.map(({ field, yours, theirs, base }) => ({
      field,
      label: fieldLabel(field),
      yours: names.say(field, yours),
      theirs: names.say(field, theirs),
      base: baseKnown ? names.say(field, base) : undefined,
    })),
  );
}

function withTags(row: ItemRow, change: BulkChange): string[] {
  const removed = new Set(change.removeTags);
  return [...new Set([...(row.tags ?? []), ...(change.addTags ?? [])])].filter((tag) => !removed.has(tag));
}

function bulkBody(change: BulkChange) {
  return {
    ...(change.set ? { set: change.set } : {}),
    ...(change.addTags?.length ? { add_tags: [...change.addTags] } : {}),
    ...(change.removeTags?.length ? { remove_tags: [...change.removeTags] } : {}),
  };
}

/** Ids for named rows; the filter and words for all that match. */
function scopeOf(targets: Targets): { ids: string[] } | { filter: string; q?: string } {
  if (targets.kind === "rows") return { ids: targets.rows.map(({ id }) => id) };
  return { filter: bulkFilter(targets.filter, targets.except.map(({ key }) => key)), ...(targets.q ? { q: targets.q } : {}) };
}
