/** The lines of the inbox as they are loaded, and the one that is open. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { NoteWindow } from "@/api/types";
import type { NoteLine } from "./lines";
import { linesQuery, type NoteQuery } from "./query";

export interface Lines {
  lines: readonly NoteLine[];
  total: number;
  counts: NoteWindow["counts"] | undefined;
  loading: boolean;
  error: unknown;
  retry: () => void;
  /** Asks for the next page, if there is one. */
  more: () => void;
}

export function useLines(query: NoteQuery): Lines {
  const { data, isPending, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(linesQuery(query));
  const lines = useMemo(() => data?.pages.flatMap((page) => page.lines) ?? [], [data]);
  const last = data?.pages.at(-1);
  return {
    lines,
    total: last?.total ?? 0,
    counts: last?.counts,
    loading: isPending,
    error: data ? undefined : error,
    retry: () => void refetch(),
    more: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
  };
}
