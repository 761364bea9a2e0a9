/** Column heads: sort on click, width by dragging the edge or by arrow keys on it. */
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import type { Axis } from "../score/bar";
import { clampWidth, MAX_WIDTH, MIN_WIDTH, type Column } from "./columns";

interface ListHeaderProps {
  columns: readonly Column[];
  /** Scale of the score bars, told at their column. */
  axis: Axis;
  /** Field, with `-` before it when reversed. */
  sort: string;
  onSort: (sort: string) => void;
  onColumns: (columns: readonly Column[]) => void;
}

export function ListHeader({ columns, axis, sort, onSort, onColumns }: ListHeaderProps) {
  const field = sort.replace(/^-/, "");
  const reversed = sort.startsWith("-");
  const resize = (key: string, width: number) => onColumns(columns.map((column) => (column.key === key ? { ...column, chosenWidth: clampWidth(width) } : column)));
  return (
    <div role="row" aria-rowindex={1} className="sticky top-0 z-20 grid h-7 border-b border-line bg-surface px-3 text-sm text-muted" style={{ gridTemplateColumns: "var(--grid)" }}>
      <span role="columnheader" aria-label={m.items.actions.select} />
      {columns.map((column) => {
        const sorted = column.sort === field;
        return (
          <span
            key={column.key}
            role="columnheader"
            aria-sort={sorted ? (reversed ? "descending" : "ascending") : undefined}
            className={cx("group/head relative flex min-w-0 items-center pr-3", column.key === "rank" && "justify-end")}
          >
            {column.sort ? (
              <button
                type="button"
                title={column.key === "score" ? `${m.items.sortBy(column.label)}. ${m.items.scoreScale(m.words.score(axis.max))}` : m.items.sortBy(column.label)}
                className={cx("truncate hover:text-ink", sorted && "text-ink")}
                onClick={() => onSort(sorted && !reversed ? `-${column.sort!}` : column.sort!)}
              >
                {column.label}
                {sorted && (field !== "rank" || reversed) && <span aria-hidden="true">{reversed ? " ↓" : " ↑"}</span>}
              </button>
            ) : (
              <span className="truncate">{column.label}</span>
            )}
            <Edge label={column.label} width={column.chosenWidth ?? column.width} onWidth={(width) => resize(column.key, width)} />
          </span>
        );
      })}
    </div>
  );
}

function Edge({ label, width, onWidth }: { label: string; width: number; onWidth: (width: number) => void }) {
  const start = useRef<{ x: number; width: number }>(undefined);
  const widthOf = (element: Element) => element.parentElement?.getBoundingClientRect().width ?? 0;
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: widthOf(event.currentTarget) };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current) onWidth(start.current.width + event.clientX - start.current.x);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 8 : event.key === "ArrowLeft" ? -8 : 0;
    if (step === 0) return;
    event.preventDefault();
    onWidth(widthOf(event.currentTarget) + step);
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={m.items.resize(label)}
      aria-valuenow={width}
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      tabIndex={0}
      className="absolute -right-0.5 top-1 h-5 w-2 cursor-col-resize border-r border-transparent hover:border-line-strong focus-visible:border-accent group-hover/head:border-line"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (start.current = undefined)}
      onKeyDown={onKeyDown}
    />
  );
}
