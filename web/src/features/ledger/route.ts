/** Route of the ledger; its filters are in the URL. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { LedgerSearch } from "@/paths";
import { appRoute } from "@/routes";

const KEYS = ["entity_kind", "entity_id", "actor", "cause", "from", "to", "q", "open"] as const satisfies readonly (keyof LedgerSearch)[];

export const ledgerRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/ledger",
  validateSearch: (search: Record<string, unknown>): LedgerSearch => {
    const known: LedgerSearch = {};
    for (const key of KEYS) if (typeof search[key] === "string" && search[key]) known[key] = search[key];
    return known;
  },
  component: lazyRouteComponent(() => import("./LedgerScreen"), "LedgerScreen"),
});
