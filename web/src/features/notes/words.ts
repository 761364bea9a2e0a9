/** Selecting words by keyboard: arrows go from word to word or sentence to sentence, with Shift they extend. */
import { trimmed, type Span } from "./places";

export type Grain = "word" | "sentence";

/** The words or sentences of a text within some spans, in order. */
export function grains(text: string, within: readonly Span[], granularity: Grain): Span[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity });
  return within.flatMap(({ start, end }) =>
    [...segmenter.segment(text.slice(start, end))].flatMap(({ segment, index, isWordLike }) => {
      if (granularity === "word" && !isWordLike) return [];
      const span = trimmed(text, { start: start + index, end: start + index + segment.length });
      return span ? [span] : [];
    }),
  );
}

/** The next or the previous one; the first when nothing is selected. */
export function moved(all: readonly Span[], now: Span | undefined, by: 1 | -1): Span | undefined {
  if (!now) return all[0];
  return by > 0 ? (all.find(({ start }) => start >= now.end) ?? now) : (all.findLast(({ end }) => end <= now.start) ?? now);
}

/** The selection with its end one further, or one less; never without a single one. */
export function extended(all: readonly Span[], now: Span | undefined, by: 1 | -1): Span | undefined {
  if (!now) return all[0];
  const end = by > 0 ? all.find((grain) => grain.end > now.end)?.end : all.findLast((grain) => grain.end < now.end && grain.end > now.start)?.end;
  return { start: now.start, end: end ?? now.end };
}
