/** Route of the backlog; its whole state is in the URL. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { BacklogSearch } from "@/paths";
import { appRoute } from "@/routes";

const KEYS = ["filter", "q", "sort", "group", "columns", "as_of"] as const satisfies readonly (keyof BacklogSearch)[];

export const backlogRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/backlog",
  validateSearch: (search: Record<string, unknown>): BacklogSearch => {
    const known: BacklogSearch = {};
    for (const key of KEYS) if (typeof search[key] === "string" && search[key]) known[key] = search[key];
    return known;
  },
  component: lazyRouteComponent(() => import("./backlog/BacklogScreen"), "BacklogScreen"),
});
