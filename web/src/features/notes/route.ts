/** Route of the inbox; its whole state is in the URL. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { InboxSearch } from "@/paths";
import { appRoute, knownSearch } from "@/routes";

const KEYS = ["state", "source", "source_kind", "account", "segment", "contact", "tag", "from", "to", "q", "sort", "note"] as const satisfies readonly (keyof InboxSearch)[];

export const inboxRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/inbox",
  validateSearch: (search: Record<string, unknown>): InboxSearch => knownSearch(search, KEYS),
  component: lazyRouteComponent(() => import("./InboxScreen"), "InboxScreen"),
});
