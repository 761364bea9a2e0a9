/** Routes of the insight repository; the filters of the list are in the URL. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { StatementSearch } from "@/paths";
import { appRoute, knownSearch } from "@/routes";

export const statementsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/insights",
  validateSearch: (search: Record<string, unknown>): StatementSearch => knownSearch(search, ["kind", "stakeholder", "q", "orphan"] as const),
  component: lazyRouteComponent(() => import("./StatementsScreen"), "StatementsScreen"),
});

export const statementRoute = createRoute({ getParentRoute: () => appRoute, path: "/insights/statements/$id", component: lazyRouteComponent(() => import("./StatementScreen"), "StatementScreen") });
export const treeRoute = createRoute({ getParentRoute: () => appRoute, path: "/insights/tree", component: lazyRouteComponent(() => import("./TreeScreen"), "TreeScreen") });
export const orphansRoute = createRoute({ getParentRoute: () => appRoute, path: "/insights/orphans", component: lazyRouteComponent(() => import("./OrphansScreen"), "OrphansScreen") });
export const contradictionsRoute = createRoute({ getParentRoute: () => appRoute, path: "/insights/contradictions", component: lazyRouteComponent(() => import("./ContradictionsScreen"), "ContradictionsScreen") });
