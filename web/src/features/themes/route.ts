/** Routes of the themes; order and filters of the list are in the URL. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { ThemeSearch } from "@/paths";
import { appRoute, knownSearch } from "@/routes";

export const themesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/insights/themes",
  validateSearch: (search: Record<string, unknown>): ThemeSearch => knownSearch(search, ["sort", "segment", "q", "dismissed"] as const),
  component: lazyRouteComponent(() => import("./ThemesScreen"), "ThemesScreen"),
});

export const themeRoute = createRoute({ getParentRoute: () => appRoute, path: "/insights/themes/$id", component: lazyRouteComponent(() => import("./ThemeScreen"), "ThemeScreen") });
