/** Puts the features' routes together. A new screen adds its route here and, if it has a place in the rail, to screens.ts. */
import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { accountRoute, customersRoute, segmentsRoute } from "@/features/customers/route";
import { importRoute } from "@/features/imports/route";
import { contradictionsRoute, orphansRoute, statementRoute, statementsRoute, treeRoute } from "@/features/insights/route";
import { itemRoute } from "@/features/item/route";
import { backlogRoute } from "@/features/items/route";
import { ledgerRoute } from "@/features/ledger/route";
import { inboxRoute } from "@/features/notes/route";
import { sortRoute } from "@/features/proposals/route";
import { rubricRoute, rubricsRoute } from "@/features/rubrics/route";
import { searchRoute } from "@/features/search/route";
import { watchForSignOut } from "@/features/session/expired";
import { signInRoute, welcomeRoute } from "@/features/session/route";
import { settingsRoute, settingsSectionRoute } from "@/features/settings/route";
import { themeRoute, themesRoute } from "@/features/themes/route";
import { paths } from "./paths";
import { appRoute, rootRoute } from "./routes";

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ href: paths.backlog() });
  },
});

const routeTree = rootRoute.addChildren([indexRoute, signInRoute, welcomeRoute, appRoute.addChildren([accountRoute, customersRoute, segmentsRoute, backlogRoute, contradictionsRoute, importRoute, inboxRoute, itemRoute, ledgerRoute, rubricRoute, rubricsRoute, searchRoute, statementRoute, statementsRoute, treeRoute, themeRoute, themesRoute, orphansRoute, settingsRoute, settingsSectionRoute, sortRoute])]);

export function createAppRouter(queries: QueryClient) {
  const router = createRouter({
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
  watchForSignOut(queries, router.history);
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
