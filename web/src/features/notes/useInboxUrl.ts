/** The inbox's state as it stands in the URL, and how it is changed there. */
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { InboxSearch } from "@/paths";
import { usePrefs } from "@/prefs";
import { noteQueryOf } from "./query";
import { inboxRoute } from "./route";

export type InboxChange = { [K in keyof InboxSearch]?: InboxSearch[K] | undefined };

export function useInboxUrl() {
  const search = inboxRoute.useSearch();
  const navigate = useNavigate();
  const { productId } = usePrefs();
  const { note, ...listed } = search;
  const listedText = JSON.stringify(listed);
  const query = useMemo(() => noteQueryOf(JSON.parse(listedText) as InboxSearch, productId), [listedText, productId]);
  const set = useCallback(
    (change: InboxChange, options: { replace?: boolean } = {}) =>
      void navigate({ to: "/inbox", search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value)) as InboxSearch, replace: options.replace ?? false }),
    [navigate],
  );
  return { search, query, open: note, set };
}
