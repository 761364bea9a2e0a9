/** What happened to the item, in sentences made from the ledger; each change set can be taken back. */
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { ItemHistoryEntry } from "@/api/types";
import { undoChangeSet } from "@/api/undo";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button, IconButton } from "@/ui/Button";
import { UndoIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Moment } from "@/ui/Moment";
import { ProblemLine } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import type { PageProps } from "./page";

export function History({ detail, now, edit }: PageProps) {
  const queries = useQueryClient();
  const { id } = detail.item;
  const history = useInfiniteQuery({
    queryKey: queryKeys.itemHistory(id),
    queryFn: ({ pageParam }) => read(api.GET("/api/v1/items/{id}/history", { params: { path: { id }, query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next_cursor,
  });
  const entries = history.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Section id="history" title={m.item.history} tools={<Link href={paths.ledger({ entity_id: id })} className="rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink">{m.item.openLedger}</Link>}>
      {history.isPending && <Skeleton label={m.errors.loading} lines={4} />}
      <ProblemLine error={history.error} />
      {history.data && entries.length === 0 && <p className="text-faint">{m.item.historyEmpty}</p>}
      <ol>
        {entries.map((entry) => (
          <Entry key={entry.position} entry={entry} now={now} onUndo={edit && entry.undone_by === undefined ? () => void undoChangeSet(queries, entry.position) : undefined} />
        ))}
      </ol>
      {history.hasNextPage && <Button className="mt-2" disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>{m.item.historyMore}</Button>}
    </Section>
  );
}

function Entry({ entry, now, onUndo }: { entry: ItemHistoryEntry; now: number; onUndo: (() => void) | undefined }) {
  const undone = entry.undone_by !== undefined;
  const notes = [m.item.cause[entry.cause], entry.reason && m.item.because(entry.reason), undone && m.item.historyUndone].filter(Boolean);
  return (
    <li className="group flex items-start gap-3 border-t border-line py-1.5 first:border-0">
      <div className="min-w-0 flex-1">
        {entry.sentences.map((sentence, index) => <div key={index} className={undone ? "text-muted line-through" : undefined}>{sentence}</div>)}
        {notes.length > 0 && <div className="text-sm text-faint">{notes.join(" · ")}</div>}
      </div>
      <span className="text-sm leading-7 text-faint"><Moment at={entry.at} now={now} /></span>
      {onUndo && <IconButton icon={UndoIcon} label={m.item.historyUndo(entry.position)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={onUndo} />}
    </li>
  );
}
