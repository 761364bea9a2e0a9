/** What the inbox reads: lines page by page or by a search, one note, and what stands around it. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { NoteState, SourceKind } from "@/api/types";
import type { InboxSearch } from "@/paths";
import { searchQuery } from "@/features/search";
import { lineOfHit, lineOfRow, type LinePage } from "./lines";

const PAGE = 100;
/** While the search index is being made nothing is like anything yet. */
const ASK_AGAIN_MS = 2000;

/** Which notes are listed: the search in the URL without what stands open, with the product chosen in the rail. */
export type NoteQuery = Omit<InboxSearch, "note"> & { product?: string };

export function noteQueryOf({ note: _, ...search }: InboxSearch, productId: string | undefined): NoteQuery {
  return productId ? { ...search, product: productId } : search;
}

/** The same as the API's filter, for a change to all that match. */
export function filterOf({ state, source_kind, q: _q, sort: _sort, ...rest }: NoteQuery) {
  return { ...rest, ...(state ? { state: state as NoteState | "all" } : {}), ...(source_kind ? { source_kind: source_kind as SourceKind } : {}) };
}

/** Without what is not set, so that equal questions have equal keys. */
function clean<T extends object>(parts: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value)) as { [K in keyof T]?: NonNullable<T[K]> };
}

export function linesQuery(query: NoteQuery) {
  return infiniteQueryOptions({
    queryKey: queryKeys.noteList(query),
    queryFn: async ({ client, pageParam, signal }): Promise<LinePage> => {
      if (query.q) {
        // The search knows no single sources, tags and contacts: the screen offers none of them meanwhile.
        const { q, state = "open", source_kind, account, segment, product, from, to } = query;
        const { hits, total } = await client.fetchQuery(searchQuery({ q, kinds: "note", limit: PAGE, status: state === "all" ? "" : state, ...clean({ source_kind, account, segment, product, from, to }) }));
        return { lines: hits.map(lineOfHit), total };
      }
      const sort = query.sort as "at" | "revenue" | undefined;
      const window = await read(api.GET("/api/v1/notes", { params: { query: { ...filterOf(query), ...(sort ? { sort } : {}), limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } }, signal }));
      return { lines: window.notes.map(lineOfRow), total: window.total, counts: window.counts, ...(window.next_cursor ? { next: window.next_cursor } : {}) };
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

export function noteQuery(id: string) {
  return queryOptions({ queryKey: queryKeys.note(id), queryFn: ({ signal }) => read(api.GET("/api/v1/notes/{id}", { params: { path: { id } }, signal })) });
}

export function noteContextQuery(id: string) {
  return queryOptions({ queryKey: queryKeys.noteContext(id), queryFn: ({ signal }) => read(api.GET("/api/v1/notes/{id}/context", { params: { path: { id } }, signal })), refetchInterval: ({ state }) => (state.data && !state.data.ready ? ASK_AGAIN_MS : false) });
}
