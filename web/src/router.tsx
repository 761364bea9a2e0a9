/** Puts the features' routes together. A new screen adds its route here and, if it has a place in the rail, to screens.ts. */
import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { backlogRoute } from "@/features/items/route";
import { paths } from "./paths";
import { appRoute, rootRoute } from "./routes";

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ href: paths.backlog() });
  },
});

const routeTree = rootRoute.addChildren([indexRoute, appRoute.addChildren([backlogRoute])]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: false,
    scrollRestoration: false,
    // Search parameters are plain text here: `filter=lane is bet`, never JSON.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const params = new URLSearchParams();
      for (const [key, value] of Object.entries(search)) if (value !== undefined && value !== "") params.set(key, String(value));
      const text = params.toString();
      return text && `?${text}`;
    },
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
