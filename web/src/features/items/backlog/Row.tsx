/** One line of the list; a card on a phone. Memoised: it draws again only when its own data or state changes. */
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { memo, useEffect, useRef } from "react";
import type { ItemRow } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { laneName, LaneGlyph, StatusGlyph } from "@/ui/glyphs";
import { GripIcon, MoreIcon } from "@/ui/icons";
import { cellOf, DueText, EffortText, RankCell, TagList, type RowContext } from "./cells";
import type { Column } from "./columns";

export interface RowProps {
  row: ItemRow;
  /** Index among all rows; the grid counts from one, after the heading. */
  index: number;
  columns: readonly Column[];
  context: RowContext;
  current: boolean;
  selected: boolean;
  canRank: boolean;
}

export const rowId = (id: string) => `row-${id}`;

export const Row = memo(function Row({ row, index, columns, context, current, selected, canRank }: RowProps) {
  return (
    <div
      id={rowId(row.id)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={row.id}
      data-index={index}
      className={cx("backlog-row", current && "is-current", selected && "is-selected")}
    >
      <div role="gridcell" className="flex items-center justify-center" data-cell="select">
        <Check selected={selected} title={row.title} />
      </div>
      {columns.map(({ key }) => (
        <div key={key} role="gridcell" data-cell={key} className={cx("flex min-w-0 items-center gap-2 pr-3", key === "rank" && "justify-end text-muted")}>
          {key === "rank" && canRank && <Grip id={row.id} />}
          {cellOf(key, row, context)}
        </div>
      ))}
    </div>
  );
});

export const Card = memo(function Card({ row, index, context, current, selected }: RowProps) {
  return (
    <div id={rowId(row.id)} role="row" aria-rowindex={index + 2} aria-selected={selected} data-row={row.id} data-index={index} className={cx("backlog-card", current && "is-current", selected && "is-selected")}>
      <div role="gridcell" data-cell="select" className="flex w-6 shrink-0 items-start justify-center pt-0.5">
        <Check selected={selected} title={row.title} />
      </div>
      <div role="gridcell" data-cell="card" className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex items-center gap-2 text-sm text-muted">
          <RankCell row={row} />
          <span className="truncate">{row.key}</span>
          <span className="flex-1" />
          <DueText row={row} today={context.today} />
        </div>
        <div className="truncate">{row.title}</div>
        <div className="flex min-w-0 items-center gap-3 overflow-hidden whitespace-nowrap text-sm text-muted">
          <span className="flex items-center gap-1">
            <LaneGlyph lane={row.lane} />
            <span aria-hidden="true">{laneName(row.lane)}</span>
          </span>
          <span className="flex items-center gap-1">
            <StatusGlyph status={row.status} />
            <span aria-hidden="true">{m.words.status[row.status]}</span>
          </span>
          <span className="shrink-0"><EffortText row={row} /></span>
          <TagList tags={row.tags} />
        </div>
        <div className="h-4 w-full">{row.score && cellOf("score", row, context)}</div>
      </div>
      <div role="gridcell" className="shrink-0">
        <button type="button" data-cell="menu" aria-label={m.items.actions.more} className="flex size-9 items-center justify-center rounded-md text-muted"><MoreIcon /></button>
      </div>
    </div>
  );
});

function Check({ selected, title }: { selected: boolean; title: string }) {
  return <input type="checkbox" tabIndex={-1} readOnly checked={selected} aria-label={`${m.items.actions.select}: ${title}`} className="row-check size-3.5 accent-accent" />;
}

/** What is dragged to rank; the row it belongs to travels as data. */
function Grip({ id }: { id: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const element = ref.current;
    return element ? draggable({ element, getInitialData: () => ({ itemId: id }) }) : undefined;
  }, [id]);
  return (
    <span ref={ref} className="row-grip absolute left-0 cursor-grab text-faint" aria-hidden="true">
      <GripIcon className="size-3" />
    </span>
  );
}

/** Stands where a row will be once its page is here. */
export function SkeletonRow({ index, card }: { index: number; card: boolean }) {
  const width = 12 + ((index * 37) % 22);
  return (
    <div role="row" aria-rowindex={index + 2} aria-busy="true" className={card ? "backlog-card" : "backlog-row !flex items-center gap-3 !pl-16"}>
      <span className="sr-only">{m.items.loadingRow}</span>
      <span className="skeleton h-3 w-8" />
      <span className="skeleton h-3" style={{ width: `${width}%` }} />
    </div>
  );
}
