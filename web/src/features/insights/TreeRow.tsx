/** One line of the opportunity tree; can be dragged onto what may stand above it. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { m } from "@/messages";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { ChevronDownIcon, ChevronRightIcon, MoreIcon, WarnIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Menu } from "@/ui/Menu";
import { OtherGlyph, otherPath } from "./OtherLink";
import type { Line } from "./tree";

interface TreeRowProps {
  line: Line;
  /** The one line that Tab reaches. */
  focusable: boolean;
  current: boolean;
  writable: boolean;
  mayTake: (dragged: Line) => boolean;
  onFocus: () => void;
  onToggle: () => void;
  onMove: () => void;
  onTakeDown: () => void;
  onDrop: (dragged: Line) => void;
}

const INDENT = 20;

export function TreeRow({ line, focusable, current, writable, onFocus, onToggle, onMove, onTakeDown, ...drop }: TreeRowProps) {
  const { node: { what, notes, accounts, contradictions, rank, children }, level, open, path, parent, position, siblings } = line;
  const element = useRef<HTMLLIElement>(null);
  const [over, setOver] = useState(false);
  const movable = writable && what.kind !== "goal";
  const lineNow = useEffectEvent(() => ({ line }));
  const mayTake = useEffectEvent((dragged: Line) => drop.mayTake(dragged));
  const onDrop = useEffectEvent((dragged: Line) => drop.onDrop(dragged));
  useEffect(() => {
    if (!element.current || !writable) return;
    return combine(
      ...(movable ? [draggable({ element: element.current, getInitialData: () => lineNow() })] : []),
      dropTargetForElements({
        element: element.current,
        canDrop: ({ source }) => "line" in source.data && mayTake(source.data.line as Line),
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          onDrop(source.data.line as Line);
        },
      }),
    );
  }, [writable, movable]);
  const Chevron = open ? ChevronDownIcon : ChevronRightIcon;
  return (
    <li
      ref={element}
      role="treeitem"
      data-path={path}
      data-id={what.id}
      tabIndex={focusable ? 0 : -1}
      aria-level={level}
      aria-setsize={siblings}
      aria-posinset={position}
      aria-expanded={children.length > 0 ? open : undefined}
      aria-selected={current}
      aria-label={`${what.label}, ${m.insights.voices(accounts, notes)}${contradictions > 0 ? `, ${m.insights.contradictions(contradictions)}` : ""}`}
      className={cx("group flex min-h-(--row) items-start gap-1.5 rounded-md pr-1 hover:bg-hover", current && "is-current", over && "bg-active outline-2 outline-accent")}
      style={{ paddingLeft: (level - 1) * INDENT + 4 }}
      onFocus={(event) => event.target === event.currentTarget && onFocus()}
    >
      <button type="button" tabIndex={-1} aria-hidden="true" className={cx("mt-1.5 shrink-0 rounded-sm text-muted hover:text-ink", children.length === 0 && "invisible")} onClick={onToggle}><Chevron /></button>
      <span className="mt-[7px]"><OtherGlyph other={what} /></span>
      <Link href={otherPath(what)} tabIndex={-1} draggable={false} className={cx("min-w-0 py-1 [overflow-wrap:anywhere] hover:underline", what.kind === "goal" && "font-semibold")}>{what.label}</Link>
      <span className="flex shrink-0 items-center gap-2 py-1 text-sm leading-5 text-faint max-sm:hidden">
        {rank !== undefined && <span>{m.insights.rank(rank)}</span>}
        {what.kind !== "goal" && <span>{m.insights.voices(accounts, notes)}</span>}
      </span>
      {contradictions > 0 && <span className="flex shrink-0 items-center gap-1 py-1 text-sm leading-5 text-danger"><WarnIcon width={13} height={13} /><span className="max-sm:sr-only">{m.insights.contradictions(contradictions)}</span></span>}
      <span className="flex-1" />
      {movable && (
        <span className="opacity-0 focus-within:opacity-100 group-hover:opacity-100 group-focus:opacity-100 [@media(hover:none)]:opacity-100">
          <Menu
            label={m.insights.nodeMenu(what.label)}
            trigger={<IconButton icon={MoreIcon} label={m.insights.nodeMenu(what.label)} tabIndex={-1} className="!h-6 !w-6" />}
            choices={[
              { id: "move", label: m.insights.moveBelow, chord: "m", run: onMove },
              ...(parent ? [{ id: "down", label: m.insights.moveUp, run: onTakeDown }] : []),
            ]}
          />
        </span>
      )}
    </li>
  );
}
