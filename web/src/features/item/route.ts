/** Route of the item page. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/routes";

export const itemRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/items/$key",
  component: lazyRouteComponent(() => import("./ItemScreen"), "ItemScreen"),
});
