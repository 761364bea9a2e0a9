import { describe, expect, it } from "vitest";
import type { Score } from "@/api/types";
import { axisOf, intervalOf, niceCeil, runsPast, segmentsOf } from "./bar";

const score = (...values: number[]): Score => ({
  value: values.reduce((a, b) => a + b, 0),
  low: -100,
  high: 100,
  unit: "points",
  terms: values.map((value, i) => ({ key: `t${i}`, label: `Term ${i}`, pillar: "business_value", value })),
});

describe("score bar", () => {
  it("draws widths that sum to the score", () => {
    const one = score(3, 4, 1.5);
    const axis = axisOf([one, score(9)]);
    expect(axis).toEqual({ min: 0, max: 10 });
    const widths = segmentsOf(one, axis).map(({ width }) => width);
    expect(widths.reduce((a, b) => a + b, 0) * 10).toBeCloseTo(one.value);
  });

  it("stacks without gaps or overlap, negative terms left of zero", () => {
    const one = score(4, -2, 3, -1);
    const axis = axisOf([one]);
    expect(axis).toEqual({ min: -5, max: 10 });
    const byStart = segmentsOf(one, axis).sort((a, b) => a.start - b.start);
    byStart.slice(1).forEach((segment, i) => expect(segment.start).toBeCloseTo(byStart[i]!.start + byStart[i]!.width));
    const signed = byStart.reduce((total, { width, value }) => total + Math.sign(value) * width, 0) * (axis.max - axis.min);
    expect(signed).toBeCloseTo(one.value);
  });

  it("cuts an interval at the axis and says so", () => {
    expect(intervalOf(score(5), { min: 0, max: 10 })).toEqual({ start: 0, width: 1, cutLow: true, cutHigh: true });
  });

  it("lets a few far longer bars run past the axis, so that the others can be told apart", () => {
    const most = Array.from({ length: 19 }, (_, i) => score(i + 1));
    const far = score(750, 250);
    const axis = axisOf([...most, far]);
    expect(axis).toEqual({ min: 0, max: 20 });
    expect(runsPast(far, axis)).toBe(true);
    expect(segmentsOf(far, axis).map(({ width }) => width)).toEqual([0.75, 0.25]);
    expect(runsPast(most[18]!, axis)).toBe(false);
  });

  it("has an axis even when nothing is scored", () => {
    expect(axisOf([undefined])).toEqual({ min: 0, max: 1 });
    expect(segmentsOf(score(0), { min: 0, max: 1 })).toEqual([]);
  });

  it.each([[0.034, 0.05], [1, 1], [1.1, 2], [23, 50], [99, 100]])("rounds %d up to %d", (value, nice) => {
    expect(niceCeil(value)).toBeCloseTo(nice);
  });
});
