/** Live updates: follows the server's event stream and marks stale what a change touched. */
import type { QueryClient } from "@tanstack/react-query";
import { queryKeys } from "./keys";
import type { LiveChange } from "./types";

const RETRY_MS = [500, 1000, 2000, 5000, 10000];
/** Changes are gathered this long, so that a burst (an import) costs one refetch; well under a second. */
const GATHER_MS = 120;

/** Entity kind in the ledger -> the queries that show it. Items also show people, tags, rubrics and overrides. */
const SHOWN_IN: Record<string, readonly (readonly string[])[]> = {
  item: [queryKeys.items],
  estimate: [queryKeys.items],
  dependency: [queryKeys.items],
  comment: [queryKeys.itemDetails],
  override: [queryKeys.items],
  rubric: [queryKeys.rubrics, queryKeys.items],
  evidence: [queryKeys.evidence, queryKeys.insights, queryKeys.notes],
  statement: [queryKeys.insights, queryKeys.evidence, queryKeys.search, queryKeys.notes],
  relation: [queryKeys.insights, queryKeys.evidence],
  theme: [queryKeys.themes],
  segment: [queryKeys.registries, queryKeys.search, queryKeys.evidence, queryKeys.themes],
  account: [queryKeys.registries, queryKeys.search, queryKeys.evidence, queryKeys.themes],
  note: [queryKeys.notes, queryKeys.evidence, queryKeys.insights, queryKeys.themes, queryKeys.search],
};

/** The query keys to mark stale for some changes. */
export function staleKeys(changes: readonly LiveChange[]): (readonly string[])[] {
  const keys = new Map<string, readonly string[]>();
  const add = (key: readonly string[]) => keys.set(key.join("/"), key);
  add(queryKeys.ledger);
  for (const change of changes) {
    if (change.truncated) [queryKeys.items, queryKeys.registries, queryKeys.rubrics, queryKeys.evidence, queryKeys.insights, queryKeys.themes, queryKeys.search, queryKeys.notes].forEach(add);
    for (const { kind } of change.entities) (SHOWN_IN[kind] ?? [queryKeys.registries]).forEach(add);
  }
  return [...keys.values()];
}

/** Follows the stream from `position` until the returned function is called. */
export function followChanges(queries: QueryClient, position: number, onState: (connected: boolean) => void): () => void {
  let after = position;
  let attempt = 0;
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let gathered: LiveChange[] = [];
  let flush: ReturnType<typeof setTimeout> | undefined;

  const deliver = () => {
    flush = undefined;
    const keys = staleKeys(gathered);
    gathered = [];
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
  };
  const connect = () => {
    source = new EventSource(`/api/v1/events?after=${after}`);
    source.addEventListener("open", () => {
      attempt = 0;
      onState(true);
    });
    source.addEventListener("change", (event) => {
      const change = JSON.parse((event as MessageEvent<string>).data) as LiveChange;
      if (change.position <= after) return;
      after = change.position;
      gathered.push(change);
      flush ??= setTimeout(deliver, GATHER_MS);
    });
    // Too much was missed to be told change by change.
    source.addEventListener("reset", (event) => {
      after = (JSON.parse((event as MessageEvent<string>).data) as { position: number }).position;
      void queries.invalidateQueries();
    });
    source.addEventListener("error", () => {
      // The browser would reconnect with the old `after`; we do it ourselves with the newest position.
      source?.close();
      onState(false);
      retry = setTimeout(connect, RETRY_MS[Math.min(attempt++, RETRY_MS.length - 1)]);
    });
  };
  connect();
  return () => {
    source?.close();
    clearTimeout(retry);
    clearTimeout(flush);
  };
}
