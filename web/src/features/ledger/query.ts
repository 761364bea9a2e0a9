/** The ledger's filters as API queries, and its entries by day. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { LedgerEntry } from "@/api/types";
import type { LedgerSearch } from "@/paths";
import { addDays, dayOf } from "@/ui/dates";

const PAGE = 60;

/** Days become moments in this browser's time zone; `to` includes its whole day. */
export function ledgerQuery(search: LedgerSearch) {
  const { entity_kind, entity_id, actor, cause, q, from, to } = search;
  const named = Object.fromEntries(Object.entries({ entity_kind, entity_id, actor, cause, q }).filter(([, value]) => value));
  const filters = { ...named, ...(from ? { from: startOf(from) } : {}), ...(to ? { to: startOf(addDays(to, 1)) } : {}) };
  return infiniteQueryOptions({
    queryKey: queryKeys.ledgerList(filters),
    queryFn: ({ pageParam, signal }) => read(api.GET("/api/v1/ledger", { params: { query: { ...filters, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next_cursor,
  });
}

function startOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

export interface DayGroup {
  day: string;
  entries: LedgerEntry[];
}

/** Entries in their order, cut where the local day changes. */
export function byDay(entries: readonly LedgerEntry[]): DayGroup[] {
  const groups: DayGroup[] = [];
  for (const entry of entries) {
    const day = dayOf(Date.parse(entry.at));
    const last = groups.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else groups.push({ day, entries: [entry] });
  }
  return groups;
}
