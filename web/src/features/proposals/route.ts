/** Route of sorting in bulk. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/routes";

export const sortRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/sort",
  validateSearch: (search: Record<string, unknown>): { filter?: string } => (typeof search.filter === "string" && search.filter ? { filter: search.filter } : {}),
  component: lazyRouteComponent(() => import("./SortScreen"), "SortScreen"),
});
