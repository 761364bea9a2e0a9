/** The list of notes: draws only what is in sight, asks for the next page before its end is reached. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type MouseEvent } from "react";
import { Marked } from "@/features/search";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { Moment } from "@/ui/Moment";
import { money } from "@/ui/money";
import { useNow } from "@/ui/useNow";
import type { NoteLine } from "./lines";
import type { Lines } from "./useLines";

const LINE = 70;
const OVERSCAN = 6;
/** Lines left below when the next page is asked for. */
const AHEAD = 20;
const SKELETONS = 12;

export const lineId = (id: string) => `note-${id}`;

interface NoteListProps {
  data: Lines;
  open: string | undefined;
  selected: ReadonlySet<string> | "all";
  onOpen: (id: string) => void;
  onToggle: (id: string) => void;
  onExtendTo: (id: string) => void;
}

export function NoteList({ data, open, selected, onOpen, onToggle, onExtendTo }: NoteListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { now } = useNow();
  const { lines, loading, more } = data;
  const virtual = useVirtualizer({ count: loading ? SKELETONS : lines.length, getScrollElement: () => scroller.current, estimateSize: () => LINE, overscan: OVERSCAN, useFlushSync: false });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!loading && last >= lines.length - AHEAD) more();
  }, [loading, last, lines.length, more]);

  const at = lines.findIndex(({ id }) => id === open);
  useEffect(() => {
    if (at < 0) return;
    virtual.scrollToIndex(at, { align: "auto" });
    // A screen reader hears of the line only from the element that has the focus.
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [virtual, at]);

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const id = target.closest("[data-note]")?.getAttribute("data-note");
    if (!id) return;
    if (event.shiftKey) return onExtendTo(id);
    if (event.metaKey || event.ctrlKey || target.closest("[data-select]")) return onToggle(id);
    onOpen(id);
  };
  return (
    <div ref={scroller} role="grid" tabIndex={0} aria-label={m.notes.list} aria-rowcount={data.total} aria-multiselectable aria-activedescendant={at >= 0 ? lineId(open!) : undefined} aria-busy={loading} className="min-h-0 flex-1 overflow-auto outline-none" onClick={onClick}>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {seen.map(({ index, start }) => {
          const line = lines[index];
          return (
            <div key={line?.id ?? index} role="presentation" className="absolute inset-x-0" style={{ top: start, height: LINE }}>
              {line && !loading ? <Line line={line} index={index} now={now} current={line.id === open} selected={selected === "all" || selected.has(line.id)} /> : <SkeletonLine index={index} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Line({ line, index, now, current, selected }: { line: NoteLine; index: number; now: number; current: boolean; selected: boolean }) {
  const { account } = line;
  const speaker = [line.who, account?.name].filter(Boolean).join(" · ") || line.source;
  const badges = [line.who || account ? line.source : undefined, line.rating && m.notes.rating(line.rating.value, line.rating.scale), ...line.kinds.slice(0, 2).map((kind) => m.notes.kinds[kind] ?? kind)].filter(Boolean);
  return (
    <div id={lineId(line.id)} role="row" aria-rowindex={index + 1} aria-selected={selected} data-note={line.id} data-index={index} className={cx("backlog-row !flex !h-full gap-2 !px-2 py-1.5", current && "is-current", selected && "is-selected")}>
      <div role="gridcell" data-select className="flex w-6 shrink-0 justify-center pt-1">
        <input type="checkbox" tabIndex={-1} readOnly checked={selected} aria-label={`${m.notes.select}: ${line.title ?? line.excerpt.slice(0, 60)}`} className="row-check size-3.5 accent-accent" />
      </div>
      <div role="gridcell" className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2 text-sm text-muted">
          <span className="min-w-0 flex-1 truncate font-medium text-ink">{speaker}</span>
          {account?.revenue !== undefined && <span className="shrink-0" title={m.notes.revenue}>{money(account.revenue, account.currency)}</span>}
          {line.at && <span className="shrink-0 text-faint"><Moment at={line.at} now={now} /></span>}
        </div>
        <div className="truncate">
          {line.erased ? <span className="italic text-faint">{m.notes.erasedShort}</span> : <>{line.title && <span>{line.title}<span className="text-faint"> — </span></span>}<span className={line.title ? "text-muted" : undefined}><Marked text={line.excerpt} marks={line.marks} /></span></>}
        </div>
        <div className="flex items-center gap-2 text-sm text-faint">
          <span className="min-w-0 flex-1 truncate">{badges.join(" · ")}</span>
          {line.duplicate && <span className="shrink-0">{m.notes.duplicate}</span>}
          {line.made > 0 && <span className="shrink-0 text-good">{m.notes.made(line.made)}</span>}
        </div>
      </div>
    </div>
  );
}

function SkeletonLine({ index }: { index: number }) {
  return (
    <div role="row" aria-busy="true" className="backlog-row !flex !h-full flex-col gap-2 !px-10 py-2.5">
      <span role="gridcell" className="sr-only">{m.notes.loadingRow}</span>
      <span className="skeleton h-3" style={{ width: `${30 + ((index * 37) % 30)}%` }} />
      <span className="skeleton h-3" style={{ width: `${60 + ((index * 23) % 35)}%` }} />
    </div>
  );
}
