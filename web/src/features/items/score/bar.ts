/** Geometry of a score's bar: terms stacked on an axis that all rows share. Fractions of the bar's width, 0..1. */
import type { Pillar, Score } from "@/api/types";

export interface Axis { min: number; max: number }
export interface Segment { key: string; label: string; pillar: Pillar | undefined; value: number; start: number; width: number }

/** Rounds up to 1, 2 or 5 times a power of ten, so that the axis does not jump with every row. */
export function niceCeil(value: number): number {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => value <= factor * power * (1 + 1e-9)) ?? 10;
  return step * power;
}

/** Share of the bars that must fit when a few outliers would flatten all others, and how far out those must lie. */
const TYPICAL = 0.9;
const FAR_OUT = 3;

/**
 * The axis that holds every bar, unless a few are so much longer that the others could not be told apart: then it holds
 * the typical ones, and the long ones run past it. Intervals may run past it too: the bars set the scale.
 */
export function axisOf(scores: Iterable<Score | undefined>): Axis {
  const ends: number[] = [];
  let min = 0;
  for (const score of scores) {
    if (!score) continue;
    ends.push(sum(score, (value) => value > 0));
    min = Math.min(min, sum(score, (value) => value < 0));
  }
  ends.sort((a, b) => a - b);
  const longest = ends.at(-1) ?? 0;
  const typical = ends[Math.ceil(ends.length * TYPICAL) - 1] ?? 0;
  const max = typical > 0 && longest > typical * FAR_OUT ? typical : longest;
  const niceMax = niceCeil(max);
  return { min: min < 0 ? -niceCeil(-min) : 0, max: niceMax > 0 || min < 0 ? niceMax : 1 };
}

function sum(score: Score, takes: (value: number) => boolean): number {
  return score.terms.reduce((total, { value }) => (takes(value) ? total + value : total), 0);
}

/** Place of a value on the axis, held within it. */
export function placeOn(axis: Axis, value: number): number {
  const span = axis.max - axis.min;
  return span > 0 ? Math.min(1, Math.max(0, (value - axis.min) / span)) : 0;
}

/** Whether a bar runs past the axis; it is then drawn to its end, the terms in proportion to each other. */
export function runsPast(score: Score, axis: Axis): boolean {
  return sum(score, (value) => value > 0) > axis.max * (1 + 1e-9);
}

/** Terms above zero stack to the right of zero, those below to the left, in the score's order. */
export function segmentsOf(score: Score, shared: Axis): Segment[] {
  const axis = runsPast(score, shared) ? { ...shared, max: sum(score, (value) => value > 0) } : shared;
  let right = 0;
  let left = 0;
  return score.terms
    .filter(({ value }) => value !== 0)
    .map(({ key, label, pillar, value }) => {
      const from = value > 0 ? right : left + value;
      if (value > 0) right += value;
      else left += value;
      const start = placeOn(axis, from);
      return { key, label, pillar, value, start, width: placeOn(axis, from + Math.abs(value)) - start };
    });
}

/** The interval of a score, and whether it runs past the axis on either side. */
export function intervalOf(score: Score, axis: Axis): { start: number; width: number; cutLow: boolean; cutHigh: boolean } {
  const start = placeOn(axis, score.low);
  return { start, width: placeOn(axis, score.high) - start, cutLow: score.low < axis.min, cutHigh: score.high > axis.max };
}
