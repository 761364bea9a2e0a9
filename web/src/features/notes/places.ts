/** Places in a text. The API counts characters (Unicode scalar values), the browser UTF-16 units: here one becomes the other. */

/** `start..end` of a text. */
export interface Span {
  start: number;
  end: number;
}

export class Characters {
  /** Units at which a character of two units begins, in order. */
  private readonly wide: number[] = [];

  constructor(readonly text: string) {
    for (let unit = 0; unit < text.length; unit++) {
      if (text.codePointAt(unit)! > 0xffff) this.wide.push(unit++);
    }
  }

  /** The characters of units; a border inside of a character takes the whole of it. */
  ofUnits({ start, end }: Span): Span {
    return { start: this.before(start, false), end: this.before(end, true) };
  }

  /** The units of characters. */
  toUnits({ start, end }: Span): Span {
    return { start: this.unit(start), end: this.unit(end) };
  }

  private before(unit: number, roundUp: boolean): number {
    const wider = countBelow(this.wide, unit);
    const inside = wider > 0 && this.wide[wider - 1] === unit - 1;
    return unit - wider + (inside && roundUp ? 1 : 0);
  }

  private unit(character: number): number {
    let low = 0;
    let high = this.wide.length;
    // The wide characters before a character: those whose own number, unit less wide ones before, is smaller.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle]! - middle < character) low = middle + 1;
      else high = middle;
    }
    return Math.min(character + low, this.text.length);
  }
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The span without white space at its ends; none when nothing is left. */
export function trimmed(text: string, { start, end }: Span): Span | undefined {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  const to = end - (words.length - words.trimEnd().length);
  return from < to ? { start: from, end: to } : undefined;
}

/** A stretch of text with everything that lies over it. */
export interface Piece<S> extends Span {
  over: readonly S[];
}

/** Cuts `start..end` wherever one of the spans begins or ends, however they overlap. */
export function cutUp<S extends Span>({ start, end }: Span, spans: readonly S[]): Piece<S>[] {
  const within = spans.filter((span) => span.start < end && span.end > start && span.start < span.end);
  const borders = [...new Set([start, end, ...within.flatMap((span) => [span.start, span.end])])].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
  return borders.slice(1).map((to, i) => ({ start: borders[i]!, end: to, over: within.filter((span) => span.start < to && span.end > borders[i]!) }));
}
