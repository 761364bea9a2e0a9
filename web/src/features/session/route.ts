/** Routes that need no session: signing in and the first start. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "@/routes";

const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ ...(text(search.next) ? { next: text(search.next)! } : {}) }),
  component: lazyRouteComponent(() => import("./SignInScreen"), "SignInScreen"),
});

export const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/welcome",
  validateSearch: (search: Record<string, unknown>): { token?: string } => ({ ...(text(search.token) ? { token: text(search.token)! } : {}) }),
  component: lazyRouteComponent(() => import("./WelcomeScreen"), "WelcomeScreen"),
});
