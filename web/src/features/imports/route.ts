/** Route of the import. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute, knownSearch } from "@/routes";

export const importRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/import",
  validateSearch: (search: Record<string, unknown>) => knownSearch(search, ["id"] as const),
  component: lazyRouteComponent(() => import("./ImportScreen"), "ImportScreen"),
});
