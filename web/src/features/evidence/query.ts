/** The evidence on an item, and what may become evidence. */
import { queryOptions } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";

export function itemEvidenceQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.itemEvidence(id),
    queryFn: ({ signal }) => read(api.GET("/api/v1/items/{id}/evidence", { params: { path: { id } }, signal })),
  });
}

/** While the index is being made there is nothing to suggest; asked again until it is there. */
const ASK_AGAIN_MS = 2000;

export function suggestionsQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.itemSuggestions(id),
    queryFn: ({ signal }) => read(api.GET("/api/v1/items/{id}/evidence/suggestions", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && !state.data.ready ? ASK_AGAIN_MS : false),
  });
}
