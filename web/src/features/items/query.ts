/** What the backlog shows: the search in the URL together with the product chosen in the rail, as API queries. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { PAGE_SIZE } from "./backlog/layout";
import { bothFilters, speaksOf } from "./filter/language";

export interface ItemQuery {
  filter?: string;
  q?: string;
  sort?: string;
  group?: string;
  as_of?: string;
}

/** The query for some search and product, without empty parts (so that equal queries have equal keys). */
export function itemQuery(search: ItemQuery, productId: string | undefined): ItemQuery {
  const filter = bothFilters(search.filter ?? "", productId ? `product is ${productId}` : "");
  const query: ItemQuery = { filter, q: search.q, sort: search.sort === "rank" ? undefined : search.sort, group: search.group, as_of: search.as_of } as ItemQuery;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as ItemQuery;
}

/** One page of rows. */
export function windowQuery(query: ItemQuery, page: number) {
  return queryOptions({
    queryKey: queryKeys.itemWindow(query, page),
    queryFn: ({ signal }) => read(api.GET("/api/v1/items", { params: { query: { ...query, offset: page * PAGE_SIZE, limit: PAGE_SIZE } }, signal })),
    staleTime: Infinity,
    gcTime: 120_000,
  });
}

/** Totals and counts per field value. */
export function summaryQuery({ filter, q, as_of }: ItemQuery) {
  const query = { ...(filter ? { filter } : {}), ...(q ? { q } : {}), ...(as_of ? { as_of } : {}) };
  return queryOptions({
    queryKey: queryKeys.itemSummary(query),
    queryFn: ({ signal }) => read(api.GET("/api/v1/items/summary", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

export function itemDetailQuery(idOrKey: string, asOf?: string) {
  return queryOptions({
    queryKey: asOf ? [...queryKeys.item(idOrKey), asOf] : queryKeys.item(idOrKey),
    queryFn: ({ signal }) => read(api.GET("/api/v1/items/{id}", { params: { path: { id: idOrKey }, query: asOf ? { as_of: asOf } : {} }, signal })),
  });
}

/**
 * The filter a bulk change sends: exactly what the list shows. The list leaves out closed items unless the
 * filter speaks of status or open, so a bulk change says so itself.
 */
export function bulkFilter(filter: string, exceptKeys: readonly string[] = []): string {
  const open = speaksOf(filter, ["status", "open"]) ? filter : bothFilters(filter, "open is true");
  return exceptKeys.length > 0 ? bothFilters(open, `key is not ${exceptKeys.join(", ")}`) : open;
}
