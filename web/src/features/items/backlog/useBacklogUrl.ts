/** The backlog's state as it stands in the URL, and how it is changed there. */
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { BacklogSearch } from "@/paths";
import { usePrefs } from "@/prefs";
import { itemQuery, type ItemQuery } from "../query";
import { backlogRoute } from "../route";
import { columnsOf, textOfColumns, type Column } from "./columns";

/** Widths are written to the URL once the pointer rests. */
const WRITE_MS = 250;

export interface BacklogUrl {
  search: BacklogSearch;
  query: ItemQuery;
  sort: string;
  set: (change: { [K in keyof BacklogSearch]?: BacklogSearch[K] | undefined }) => void;
  columns: readonly Column[];
  setColumns: (columns: readonly Column[]) => void;
}

export function useBacklogUrl(): BacklogUrl {
  const search = backlogRoute.useSearch();
  const navigate = useNavigate();
  const { productId } = usePrefs();
  const { filter, q, sort, group, as_of } = search;
  const query = useMemo(
    () => itemQuery({ ...(filter ? { filter } : {}), ...(q ? { q } : {}), ...(sort ? { sort } : {}), ...(group ? { group } : {}), ...(as_of ? { as_of } : {}) }, productId),
    [filter, q, sort, group, as_of, productId],
  );
  const set = useCallback<BacklogUrl["set"]>(
    (change) => {
      const replace = "q" in change || "columns" in change || "as_of" in change;
      void navigate({ to: "/backlog", search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value)) as BacklogSearch, replace });
    },
    [navigate],
  );

  const fromUrl = useMemo(() => columnsOf(search.columns), [search.columns]);
  const [draft, setDraft] = useState<readonly Column[]>();
  useEffect(() => {
    if (!draft) return;
    const timer = setTimeout(() => {
      set({ columns: textOfColumns(draft) });
      setDraft(undefined);
    }, WRITE_MS);
    return () => clearTimeout(timer);
  }, [draft, set]);
  return { search, query, sort: sort ?? "rank", set, columns: draft ?? fromUrl, setColumns: setDraft };
}
