/** Routes of the customers; order and words of the list are in the URL. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { CustomerSearch } from "@/paths";
import { appRoute, knownSearch } from "@/routes";

export const customersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/customers",
  validateSearch: (search: Record<string, unknown>): CustomerSearch => knownSearch(search, ["q", "sort"] as const),
  component: lazyRouteComponent(() => import("./CustomersScreen"), "CustomersScreen"),
});

export const accountRoute = createRoute({ getParentRoute: () => appRoute, path: "/customers/$id", component: lazyRouteComponent(() => import("./AccountScreen"), "AccountScreen") });
export const segmentsRoute = createRoute({ getParentRoute: () => appRoute, path: "/customers/segments", component: lazyRouteComponent(() => import("./SegmentsScreen"), "SegmentsScreen") });
