/** The list itself: draws only what is in sight of up to 100,000 rows, at fixed heights. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, type CSSProperties, type MouseEvent } from "react";
import { m } from "@/messages";
import { rowHeight, usePrefs } from "@/prefs";
import { isSelected } from "../targets";
import type { RowContext } from "./cells";
import { gridTemplate, leastWidth, type Column } from "./columns";
import { GroupHeader } from "./GroupHeader";
import { ListHeader } from "./ListHeader";
import { pagesFor, rowAt } from "./layout";
import { Card, Row, rowId, SkeletonRow } from "./Row";
import type { BacklogData } from "./useBacklogData";
import type { ListState } from "./useListState";
import { useRankDrop, type DropPlace } from "./useRankDrop";

const HEADER = 28;
const CARD_HEIGHT = 104;
const OVERSCAN = 5;

interface BacklogListProps {
  data: BacklogData;
  state: ListState;
  columns: readonly Column[];
  context: RowContext;
  phone: boolean;
  sort: string;
  canRank: boolean;
  onSort: (sort: string) => void;
  onColumns: (columns: readonly Column[]) => void;
  onToggleGroup: (key: string) => void;
  collapsed: ReadonlySet<string>;
  /** A cell was clicked; the element is where an editor may open. */
  onCell: (index: number, cell: string, element: Element) => void;
  onOpen: (index: number) => void;
  onRank: (place: DropPlace) => void;
}

export function BacklogList(props: BacklogListProps) {
  const { data, state, columns, context, phone, canRank } = props;
  const { density } = usePrefs();
  const scroller = useRef<HTMLDivElement>(null);
  const height = phone ? CARD_HEIGHT : rowHeight(density);
  const headerHeight = phone ? 0 : HEADER;
  const grouped = data.layout.groupAt(0) !== undefined;

  const virtual = useVirtualizer({
    count: data.layout.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollPaddingStart: headerHeight + (grouped ? height : 0),
    scrollMargin: headerHeight,
    useFlushSync: false,
  });
  useEffect(() => virtual.measure(), [virtual, height]);

  const seen = virtual.getVirtualItems();
  // Elements are used again for the rows that scroll in: new text in old elements is cheaper than new elements.
  const slots = Math.ceil((virtual.scrollRect?.height ?? 0) / height) + 2 * OVERSCAN + 2;
  const pages = pagesFor(data.layout, seen[0]?.index ?? 0, seen.at(-1)?.index ?? 0).join();
  const { show } = data;
  useEffect(() => show(pages === "" ? [] : pages.split(",").map(Number)), [show, pages]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [data.shown.filter, data.shown.q, data.shown.sort, data.shown.group]);

  const cursorPlace = state.cursor === undefined || data.total === 0 ? undefined : data.layout.placeOf(state.cursor);
  useEffect(() => {
    if (cursorPlace === undefined) return;
    virtual.scrollToIndex(cursorPlace, { align: "auto" });
    // A screen reader hears of the row only from the element that has the focus.
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [virtual, cursorPlace]);

  const indexAt = (clientY: number): number | undefined => {
    const box = scroller.current?.getBoundingClientRect();
    if (!box || !scroller.current) return undefined;
    const place = Math.floor((clientY - box.top + scroller.current.scrollTop - headerHeight) / height);
    const entry = place >= 0 && place < data.layout.count ? data.layout.at(place) : undefined;
    return entry?.kind === "row" ? entry.index : undefined;
  };
  const drop = useRankDrop({ scroller, enabled: canRank, indexAt, rowAt: (index) => rowAt(data.pages, index), onDrop: props.onRank });

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const cell = target.closest("[data-cell]");
    const index = Number(target.closest("[data-row]")?.getAttribute("data-index") ?? Number.NaN);
    if (!cell || Number.isNaN(index)) return;
    if (event.shiftKey) return void state.extendTo(index);
    if (event.metaKey || event.ctrlKey || cell.getAttribute("data-cell") === "select") {
      state.moveTo(index);
      return state.toggle(index);
    }
    state.moveTo(index);
    props.onCell(index, cell.getAttribute("data-cell")!, cell);
  };

  const style = useMemo(() => ({ "--grid": gridTemplate(columns) }) as CSSProperties, [columns]);
  const stuck = grouped && virtual.scrollOffset ? data.layout.groupAt(Math.max(0, Math.floor(virtual.scrollOffset / height))) : undefined;
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={m.items.list}
      aria-rowcount={data.total + 1}
      aria-multiselectable
      aria-activedescendant={state.row ? rowId(state.row.id) : undefined}
      className="relative min-h-0 flex-1 overflow-auto outline-none"
      style={style}
      onClick={onClick}
      onFocus={(event) => {
        if (event.target === event.currentTarget && state.cursor === undefined && event.target.matches(":focus-visible")) state.moveTo(0);
      }}
      onDoubleClick={(event) => {
        const index = Number((event.target as Element).closest("[data-row]")?.getAttribute("data-index") ?? Number.NaN);
        if (!Number.isNaN(index)) props.onOpen(index);
      }}
    >
      <div style={phone ? undefined : { minWidth: leastWidth(columns) }}>
        {!phone && <ListHeader columns={columns} axis={props.data.axis} sort={props.sort} onSort={props.onSort} onColumns={props.onColumns} />}
        {stuck && (
          <div className="sticky z-10 h-0" style={{ top: headerHeight }}>
            <GroupHeader field={props.data.shown.group ?? ""} group={stuck} stuck collapsed={props.collapsed.has(stuck.key)} height={height} onToggle={props.onToggleGroup} />
          </div>
        )}
        <div className="relative" style={{ height: virtual.getTotalSize() }} role="rowgroup">
          {seen.map(({ index: place, start }) => {
            const entry = data.layout.at(place);
            const row = entry.kind === "row" ? rowAt(data.pages, entry.index) : undefined;
            const Line = phone ? Card : Row;
            return (
              <div key={place % slots} role="presentation" className="absolute inset-x-0" style={{ top: start - headerHeight, height }}>
                {entry.kind === "group" ? (
                  <GroupHeader field={props.data.shown.group ?? ""} group={entry.group} collapsed={entry.collapsed} height={height} onToggle={props.onToggleGroup} />
                ) : row ? (
                  <Line row={row} index={entry.index} columns={columns} context={context} current={entry.index === state.cursor} selected={isSelected(state.selection, row.id)} canRank={canRank} />
                ) : (
                  <SkeletonRow index={entry.index} card={phone} />
                )}
              </div>
            );
          })}
          {drop !== undefined && <div className="pointer-events-none absolute inset-x-0 z-10 h-0.5 bg-accent" style={{ top: data.layout.placeOf(drop.index) * height + (drop.edge === "after" ? height : 0) - 1 }} />}
        </div>
      </div>
    </div>
  );
}
