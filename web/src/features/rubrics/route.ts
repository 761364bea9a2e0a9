/** Routes of the rubrics. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/routes";

export const rubricsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/rubrics",
  component: lazyRouteComponent(() => import("./RubricsScreen"), "RubricsScreen"),
});

export const rubricRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/rubrics/$id",
  component: lazyRouteComponent(() => import("./RubricScreen"), "RubricScreen"),
});
