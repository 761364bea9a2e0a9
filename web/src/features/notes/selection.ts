/** What the pointer selected in the text of a note, as UTF-16 places: each drawn piece carries where it begins in `data-at`. */
import type { Span } from "./places";

/** The selected span within `root`; none when nothing is selected, or it reaches out of the text. */
export function selectedSpan(root: Element): Span | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return undefined;
  let span: Span | undefined;
  for (const piece of root.querySelectorAll("[data-at]")) {
    const text = piece.firstChild;
    if (!text || !range.intersectsNode(text)) continue;
    const at = Number(piece.getAttribute("data-at"));
    const length = text.textContent?.length ?? 0;
    const start = at + (range.startContainer === text ? range.startOffset : 0);
    const end = at + (range.endContainer === text ? range.endOffset : length);
    if (start < end) span = { start: Math.min(span?.start ?? start, start), end: Math.max(span?.end ?? end, end) };
  }
  return span;
}
