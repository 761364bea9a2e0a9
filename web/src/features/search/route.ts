/** Route of the search; what is looked for is in the URL. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { FindSearch } from "@/paths";
import { appRoute, knownSearch } from "@/routes";

const KEYS = ["q", "kinds", "source_kind", "segment", "account", "status", "from", "to"] as const satisfies readonly (keyof FindSearch)[];

export const searchRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/search",
  validateSearch: (search: Record<string, unknown>): FindSearch => knownSearch(search, KEYS),
  component: lazyRouteComponent(() => import("./SearchScreen"), "SearchScreen"),
});
