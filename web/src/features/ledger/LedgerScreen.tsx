/** The ledger: every change in order, by day; opened to its fields, taken back, checked, looked back from. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useActions } from "@/actions/context";
import type { LedgerEntry } from "@/api/types";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths, type LedgerSearch } from "@/paths";
import { Region } from "@/shell/regions";
import { Button } from "@/ui/Button";
import { addDays, exactDate } from "@/ui/dates";
import { LedgerIcon } from "@/ui/icons";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { EntryRow } from "./EntryRow";
import { Filters } from "./Filters";
import { LookBack } from "./LookBack";
import { byDay, ledgerQuery } from "./query";
import { UndoDialog } from "./UndoDialog";
import { VerifyDialog } from "./VerifyDialog";

export function LedgerScreen() {
  const search = useSearch({ strict: false }) as LedgerSearch;
  const router = useRouter();
  const { today } = useNow();
  const writable = mayWrite(useSession());
  const ledger = useInfiniteQuery(ledgerQuery(search));
  const pages = ledger.data?.pages;
  const entries = useMemo(() => pages?.flatMap((page) => page.entries) ?? [], [pages]);
  const [cursor, setCursor] = useState<number>();
  const [layer, setLayer] = useState<{ kind: "verify" } | { kind: "undo"; entry: LedgerEntry }>();
  const box = useRef<HTMLInputElement>(null);
  const set = (change: LedgerSearch) => router.history.replace(paths.ledger({ ...search, ...change }));
  const open = search.open === undefined ? undefined : Number(search.open);
  const toggle = (position: number) => set({ open: open === position ? undefined : String(position) });
  const current = entries.find(({ position }) => position === cursor);
  const canUndo = (entry: LedgerEntry) => writable && entry.undone_by === undefined;
  const filtered = Object.entries(search).some(([key, value]) => key !== "open" && value);

  const step = (by: 1 | -1) => {
    const at = entries.findIndex(({ position }) => position === cursor);
    const next = entries[at < 0 ? 0 : Math.min(entries.length - 1, Math.max(0, at + by))];
    if (!next) return;
    setCursor(next.position);
    document.getElementById(`entry-${next.position}`)?.scrollIntoView({ block: "nearest" });
    if (at + by >= entries.length - 5 && ledger.hasNextPage && !ledger.isFetchingNextPage) void ledger.fetchNextPage();
  };
  useActions([
    { id: "ledger.next", title: m.ledger.next, group: "list", keys: ["j", "ArrowDown"], keysOnly: true, when: () => entries.length > 0, run: () => step(1) },
    { id: "ledger.previous", title: m.ledger.previous, group: "list", keys: ["k", "ArrowUp"], keysOnly: true, when: () => entries.length > 0, run: () => step(-1) },
    { id: "ledger.toggle", title: m.ledger.toggle, group: "list", keys: ["Enter", "Space"], keysOnly: true, when: () => current !== undefined, run: () => current && toggle(current.position) },
    { id: "ledger.undo", title: m.ledger.undo, group: "item", keys: ["z"], when: () => current !== undefined && canUndo(current), run: () => current && setLayer({ kind: "undo", entry: current }) },
    { id: "ledger.search", title: m.ledger.search, group: "view", keys: ["/", "f"], run: () => box.current?.focus() },
    { id: "ledger.verify", title: m.ledger.verify, group: "general", keys: ["v"], run: () => setLayer({ kind: "verify" }) },
  ]);
  const dayName = (day: string) => (day === today ? m.ledger.today : day === addDays(today, -1) ? m.ledger.yesterday : exactDate(day));
  const last = pages?.[0]?.position;
  return (
    <>
      <Region name="crumbs">
        <h1 className="text-base">{m.ledger.title}</h1>
        {pages?.[0] && <span className="truncate font-normal text-faint max-sm:hidden">{m.ledger.total(pages[0].position)}</span>}
      </Region>
      <Region name="tools"><Button onClick={() => setLayer({ kind: "verify" })}>{m.ledger.verify}</Button></Region>
      <Filters search={search} today={today} box={box} onChange={set} />
      {last !== undefined && last > 1 && <LookBack last={last} />}
      {ledger.error && !ledger.data && <ProblemNotice error={ledger.error} onRetry={() => void ledger.refetch()} />}
      {ledger.isPending && <div className="p-4"><Skeleton label={m.errors.loading} lines={12} /></div>}
      {ledger.data && entries.length === 0 && (
        <Notice icon={<LedgerIcon className="size-6 text-faint" />} title={filtered ? m.ledger.noMatch : m.ledger.empty} actions={filtered && <Button kind="primary" onClick={() => router.history.replace(paths.ledger())}>{m.ledger.clear}</Button>}>
          {filtered ? m.ledger.noMatchText : m.ledger.emptyText}
        </Notice>
      )}
      <div aria-label={m.ledger.list} role="group">
        {byDay(entries).map(({ day, entries: ofDay }) => (
          <section key={day} aria-label={dayName(day)}>
            <h2 className="sticky top-0 z-10 border-b border-line bg-canvas px-4 py-1 text-sm text-muted">{dayName(day)}</h2>
            <ol>
              {ofDay.map((entry) => (
                <EntryRow
                  key={entry.position}
                  entry={entry}
                  open={entry.position === open}
                  current={entry.position === cursor}
                  onToggle={() => {
                    setCursor(entry.position);
                    toggle(entry.position);
                  }}
                  onUndo={canUndo(entry) ? () => setLayer({ kind: "undo", entry }) : undefined}
                />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {ledger.hasNextPage && <More busy={ledger.isFetchingNextPage} onMore={() => void ledger.fetchNextPage()} />}
      {layer?.kind === "verify" && <VerifyDialog onClose={() => setLayer(undefined)} />}
      {layer?.kind === "undo" && <UndoDialog key={layer.entry.position} entry={layer.entry} onClose={() => setLayer(undefined)} />}
    </>
  );
}

/** Fetches the next page when it comes near the view; a button for those who do not scroll. */
function More({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    if (busy || !place.current) return;
    const watcher = new IntersectionObserver(([seen]) => seen?.isIntersecting && latest.current(), { rootMargin: "400px" });
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [busy]);
  return (
    <div ref={place} className="p-4">
      {busy ? <Skeleton label={m.errors.loading} lines={2} /> : <Button onClick={onMore}>{m.ledger.loadMore}</Button>}
    </div>
  );
}
