/** What is asked of the search, and how its answer is told. */
import { queryOptions } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { SearchHit, SourceKind } from "@/api/types";
import { m } from "@/messages";
import { paths, type FindSearch } from "@/paths";
import { addDays } from "@/ui/dates";

/** The kinds that can be found, in the order groups are shown. */
export const HIT_KINDS = ["item", "statement", "note", "account"] as const;
export type HitKind = (typeof HIT_KINDS)[number];

/** The index is made anew in the background for a moment after a start. */
const ASK_AGAIN = 3;

export interface Question extends FindSearch {
  /** The last word may not be finished yet. */
  typing?: boolean;
  limit?: number;
}

export function searchQuery(question: Question) {
  const { source_kind, from, to, ...rest } = question;
  const query = {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value)),
    ...(source_kind ? { source_kind: source_kind as SourceKind } : {}),
    ...(from ? { from: startOf(from) } : {}),
    ...(to ? { to: startOf(addDays(to, 1)) } : {}),
  };
  return queryOptions({
    queryKey: queryKeys.searchAnswer(query),
    // A newer question aborts the one before.
    queryFn: ({ signal }) => read(api.GET("/api/v1/search", { params: { query }, signal })),
    retry: (failures, error) => failures < ASK_AGAIN && "status" in error && error.status === 503,
  });
}

/** Days become moments in this browser's time zone. */
function startOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

/** Wholly in double quotes: exactly these words. */
export function isQuoted(q: string): boolean {
  return /^".+"$/.test(q.trim());
}

/** Why something was found, in words. */
export function why({ words, closeness }: Pick<SearchHit, "words" | "closeness">): string {
  const close = closeness > 0 ? m.evidence.close(closeness) : undefined;
  if (words > 0) return close && closeness >= CLOSE ? m.search.why.both(close) : m.search.why.words;
  return close ? m.search.why.meaning(close) : m.search.why.newest;
}
/** Less than this says nothing beside a word that matched. */
const CLOSE = 0.5;

export function hitPath({ kind, id, key }: Pick<SearchHit, "kind" | "id" | "key">): string {
  if (kind === "item") return paths.item(key ?? id);
  if (kind === "statement") return paths.statement(id);
  if (kind === "account") return paths.account(id);
  return paths.note(id);
}
