/** Names the terms of the score bar under the pointer. One card for the whole list. */
import { useEffect, useState, type RefObject } from "react";
import type { ItemRow } from "@/api/types";
import { ScoreTerms } from "../score/ScoreBar";

const DELAY_MS = 200;
const WIDTH = 260;

interface Shown {
  row: ItemRow;
  term: string | undefined;
  x: number;
  y: number;
  above: boolean;
}

export function ScoreHover({ area, rowOf }: { area: RefObject<HTMLElement | null>; rowOf: (index: number) => ItemRow | undefined }) {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setShown(undefined);
    };
    const over = (event: PointerEvent) => {
      const target = event.target as Element;
      const bar = target.closest("[data-score]");
      if (!bar || event.pointerType === "touch") return hide();
      const row = rowOf(Number(bar.closest("[data-index]")?.getAttribute("data-index")));
      if (!row?.score) return hide();
      const box = bar.getBoundingClientRect();
      const above = box.bottom > window.innerHeight - 220;
      const next = { row, term: target.closest("[data-term]")?.getAttribute("data-term") ?? undefined, x: Math.max(8, Math.min(box.left, window.innerWidth - WIDTH - 8)), y: above ? window.innerHeight - box.top + 4 : box.bottom + 4, above };
      clearTimeout(timer);
      timer = setTimeout(() => setShown(next), DELAY_MS);
    };
    element.addEventListener("pointerover", over);
    element.addEventListener("pointerleave", hide);
    element.addEventListener("scroll", hide, true);
    return () => {
      hide();
      element.removeEventListener("pointerover", over);
      element.removeEventListener("pointerleave", hide);
      element.removeEventListener("scroll", hide, true);
    };
  }, [area, rowOf]);
  if (!shown?.row.score) return null;
  return (
    <div aria-hidden="true" className="layer pointer-events-none fixed z-50 p-2 text-sm" style={{ left: shown.x, width: WIDTH, ...(shown.above ? { bottom: shown.y } : { top: shown.y }) }}>
      <ScoreTerms score={shown.row.score} current={shown.term} />
    </div>
  );
}
