/** The rubrics, and the one that is active: it names the quantities items are estimated in. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { Criterion, Rubric } from "@/api/types";

export const rubricsQuery = queryOptions({
  queryKey: queryKeys.rubrics,
  queryFn: (): Promise<Rubric[]> => read(api.GET("/api/v1/rubrics")),
});

/** Criteria of the active rubric, effort first; empty while loading. */
export function useCriteria(): readonly Criterion[] {
  const { data } = useQuery(rubricsQuery);
  const criteria = data?.find(({ state }) => state === "active")?.criteria ?? EMPTY;
  return [...criteria].sort((a, b) => Number(b.key === "effort") - Number(a.key === "effort"));
}
const EMPTY: readonly Criterion[] = [];
