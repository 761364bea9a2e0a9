/** What the insight screens read. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { StatementKind } from "@/api/types";
import type { StatementSearch } from "@/paths";

const PAGE = 60;

export function statementsQuery({ kind, stakeholder, q, orphan }: StatementSearch) {
  const query = { ...(kind ? { kind: kind as StatementKind } : {}), ...(stakeholder ? { stakeholder } : {}), ...(q ? { q } : {}), ...(orphan ? { orphan: true } : {}) };
  return infiniteQueryOptions({
    queryKey: queryKeys.statements(query),
    queryFn: ({ pageParam, signal }) => read(api.GET("/api/v1/statements", { params: { query: { ...query, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
  });
}

export function statementQuery(id: string) {
  return queryOptions({ queryKey: queryKeys.statement(id), queryFn: ({ signal }) => read(api.GET("/api/v1/statements/{id}", { params: { path: { id } }, signal })) });
}

export const treeQuery = queryOptions({ queryKey: queryKeys.opportunityTree, queryFn: ({ signal }) => read(api.GET("/api/v1/insights/tree", { signal })) });
export const orphansQuery = queryOptions({ queryKey: queryKeys.orphans, queryFn: ({ signal }) => read(api.GET("/api/v1/insights/orphans", { signal })) });
export const contradictionsQuery = queryOptions({ queryKey: queryKeys.contradictions, queryFn: ({ signal }) => read(api.GET("/api/v1/insights/contradictions", { signal })) });
