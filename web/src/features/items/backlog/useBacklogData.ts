/** Rows of the backlog: the first page tells how many there are, the pages in sight are fetched as they come. */
import { useQueries, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { ItemRow, ItemWindow } from "@/api/types";
import { windowQuery, type ItemQuery } from "../query";
import { axisOf, type Axis } from "../score/bar";
import { layOut, type Layout } from "./layout";

/** Rows drawn empty until the first page says how many there are. */
const SKELETON_ROWS = 30;

export interface BacklogData {
  /** The query whose rows are shown; lags behind the wanted one until its first page is here. */
  shown: ItemQuery;
  total: number;
  position: number | undefined;
  layout: Layout;
  pages: ReadonlyMap<number, readonly ItemRow[]>;
  axis: Axis;
  loading: boolean;
  error: unknown;
  retry: () => void;
  /** Names the pages that are in sight. */
  show: (pages: readonly number[]) => void;
}

export function useBacklogData(wanted: ItemQuery, collapsed: ReadonlySet<string>): BacklogData {
  const [shown, setShown] = useState(wanted);
  const probe = useQuery(windowQuery(wanted, 0));
  if (shown !== wanted && !probe.isPending) setShown(wanted);
  const head = useQuery(windowQuery(shown, 0));

  const [visible, setVisible] = useState<readonly number[]>([0]);
  const show = useCallback((pages: readonly number[]) => setVisible((now) => (now.join() === pages.join() ? now : pages)), []);
  const combine = useCallback(
    (results: UseQueryResult<ItemWindow>[]) => new Map(results.flatMap(({ data }, i) => (data ? [[visible[i]!, data.items as readonly ItemRow[]] as const] : []))),
    [visible],
  );
  const pages = useQueries({ queries: visible.map((page) => windowQuery(shown, page)), combine });

  const total = head.data?.total ?? 0;
  const groups = head.data?.groups;
  const places = head.isPending ? SKELETON_ROWS : total;
  const layout = useMemo(() => layOut(places, groups, collapsed), [places, groups, collapsed]);
  return {
    shown,
    total,
    position: head.data?.position,
    layout,
    pages,
    axis: useGrowingAxis(shown, pages),
    loading: head.isPending,
    error: head.data ? undefined : head.error,
    retry: () => void head.refetch(),
    show,
  };
}

/** The axis of the rows seen so far: it may grow while one scrolls, but never jumps back and forth. */
function useGrowingAxis(query: ItemQuery, pages: ReadonlyMap<number, readonly ItemRow[]>): Axis {
  const kept = useRef<{ query: ItemQuery; axis: Axis }>(undefined);
  return useMemo(() => {
    const seen = axisOf([...pages.values()].flat().map(({ score }) => score));
    const before = kept.current?.query === query ? kept.current.axis : undefined;
    const axis = before ? { min: Math.min(before.min, seen.min), max: pages.size > 0 && before.max === 1 ? seen.max : Math.max(before.max, seen.max) } : seen;
    const next = before && before.min === axis.min && before.max === axis.max ? before : axis;
    kept.current = { query, axis: next };
    return next;
  }, [query, pages]);
}
