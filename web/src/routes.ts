/** The two routes every other hangs on: the root, and the signed-in shell. Features create theirs under these. */
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { sessionQuery } from "@/features/session/session";
import { paths } from "./paths";
import { NotFound } from "./shell/NotFound";
import { RouteProblem } from "./shell/RouteProblem";
import { Shell } from "./shell/Shell";

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: RouteProblem,
});

/** Everything inside the shell needs a session; without one, sign-in leads back here. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ href: paths.signIn({ next: location.href }) });
  },
});

/** The parameters of a URL that a screen knows, without empty ones. */
export function knownSearch<K extends string>(search: Record<string, unknown>, keys: readonly K[]): { [P in K]?: string } {
  const known: { [P in K]?: string } = {};
  for (const key of keys) if (typeof search[key] === "string" && search[key]) known[key] = search[key];
  return known;
}
