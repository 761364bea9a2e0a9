/** What the theme screens read. */
import { queryOptions } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { ThemeOrder } from "@/api/types";
import type { ThemeSearch } from "@/paths";

/** After a start the notes are grouped once; asked again until they are. */
const ASK_AGAIN_MS = 1500;
export const ORDERS = ["growth", "size", "revenue", "latest"] as const satisfies readonly ThemeOrder[];

export function themesQuery({ sort, segment, q, dismissed }: ThemeSearch) {
  const order = ORDERS.find((each) => each === sort);
  const query = { ...(order ? { sort: order } : {}), ...(segment ? { segment } : {}), ...(q ? { q } : {}), ...(dismissed ? { dismissed: true } : {}) };
  return queryOptions({
    queryKey: queryKeys.themeList(query),
    queryFn: ({ signal }) => read(api.GET("/api/v1/themes", { params: { query }, signal })),
    refetchInterval: ({ state }) => (state.data && !state.data.ready ? ASK_AGAIN_MS : false),
  });
}

export function themeQuery(id: string) {
  return queryOptions({ queryKey: queryKeys.theme(id), queryFn: ({ signal }) => read(api.GET("/api/v1/themes/{id}", { params: { path: { id } }, signal })) });
}
