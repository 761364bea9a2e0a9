/** Dragging a row to rank it: one drop target for the whole list, so that rows stay cheap. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef, useState, type RefObject } from "react";
import type { ItemRow } from "@/api/types";

export interface DropPlace {
  itemId: string;
  /** The row it is dropped beside. */
  beside: ItemRow;
  edge: "before" | "after";
}

interface RankDrop {
  scroller: RefObject<HTMLElement | null>;
  enabled: boolean;
  indexAt: (clientY: number) => number | undefined;
  rowAt: (index: number) => ItemRow | undefined;
  onDrop: (place: DropPlace) => void;
}

const SCROLL_EDGE = 48;
const SCROLL_STEP = 14;

/** Where the dragged row would land, for the line that shows it. */
export function useRankDrop(options: RankDrop): { index: number; edge: "before" | "after" } | undefined {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const [place, setPlace] = useState<{ index: number; edge: "before" | "after" }>();
  const { scroller, enabled } = options;

  useEffect(() => {
    const element = scroller.current;
    if (!element || !enabled) return;
    let pointerY = 0;
    let timer: ReturnType<typeof setInterval> | undefined;
    const scrollAtEdge = () => {
      const box = element.getBoundingClientRect();
      if (pointerY < box.top + SCROLL_EDGE) element.scrollBy(0, -SCROLL_STEP);
      else if (pointerY > box.bottom - SCROLL_EDGE) element.scrollBy(0, SCROLL_STEP);
    };
    const stop = () => {
      clearInterval(timer);
      timer = undefined;
      setPlace(undefined);
    };
    const placeAt = (clientY: number) => {
      const index = latest.current.indexAt(clientY);
      const row = index === undefined ? undefined : element.querySelector(`[data-index="${index}"]`)?.getBoundingClientRect();
      if (index === undefined || !row) return undefined;
      return { index, edge: clientY < row.top + row.height / 2 ? ("before" as const) : ("after" as const) };
    };
    return combine(
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data.itemId === "string",
        onDragEnter: () => {
          timer ??= setInterval(scrollAtEdge, 16);
        },
        onDrag: ({ location }) => {
          pointerY = location.current.input.clientY;
          setPlace((now) => {
            const next = placeAt(pointerY);
            return now?.index === next?.index && now?.edge === next?.edge ? now : next;
          });
        },
        onDragLeave: stop,
        onDrop: ({ source, location }) => {
          const at = placeAt(location.current.input.clientY);
          stop();
          const beside = at && latest.current.rowAt(at.index);
          if (at && beside && beside.id !== source.data.itemId) latest.current.onDrop({ itemId: source.data.itemId as string, beside, edge: at.edge });
        },
      }),
      stop,
    );
  }, [scroller, enabled]);
  return place;
}
