/** What an action acts on: some rows, or everything the filter shows. */
import type { ItemRow } from "@/api/types";

/** Selected items: named ones, or all that match but for a few (never 100,000 ids). */
export type Selection = { kind: "some"; rows: ReadonlyMap<string, ItemRow> } | { kind: "all"; except: ReadonlyMap<string, ItemRow> };

export type Targets = { kind: "rows"; rows: readonly ItemRow[] } | { kind: "matching"; filter: string; q: string; except: readonly ItemRow[]; count: number };

export const NOTHING: Selection = { kind: "some", rows: new Map() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === "some" ? selection.rows.has(id) : !selection.except.has(id);
}

export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === "some" ? selection.rows.size : total - selection.except.size;
}

/** The selection with a row switched on or off. */
export function toggled(selection: Selection, row: ItemRow): Selection {
  const rows = new Map(selection.kind === "some" ? selection.rows : selection.except);
  if (!rows.delete(row.id)) rows.set(row.id, row);
  return selection.kind === "some" ? { kind: "some", rows } : { kind: "all", except: rows };
}

/** The selection with rows switched on. */
export function extended(selection: Selection, added: readonly ItemRow[]): Selection {
  if (selection.kind === "all") return { kind: "all", except: new Map([...selection.except].filter(([id]) => !added.some((row) => row.id === id))) };
  return { kind: "some", rows: new Map([...selection.rows, ...added.map((row) => [row.id, row] as const)]) };
}

export function countOf(targets: Targets): number {
  return targets.kind === "rows" ? targets.rows.length : targets.count;
}
