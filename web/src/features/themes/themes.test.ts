import { describe, expect, it } from "vitest";
import { chanceInWords, growthInWords } from "./growth";
import { barsOf } from "./sparkline";

describe("growth in words", () => {
  it("tells figures and how often chance would bring them", () => {
    expect(growthInWords({ last: 12, expected: 4, p: 0.005, q: 0.02, grows: true })).toBe("12 this week, 4 expected; chance would bring this 1 in 200 times");
  });
  it("rounds to what a test can tell", () => expect(chanceInWords(0.00594)).toBe("chance would bring this 1 in 170 times"));
  it("does not dress up chance as news", () => expect(chanceInWords(0.6)).toBe("no more than chance brings"));
  it("never says 1 in a million", () => expect(chanceInWords(1e-9)).toContain("less than 1 in 10,000"));
});

describe("the sparkline", () => {
  it("reaches its height in the busiest week and keeps a line for empty ones", () => {
    const bars = barsOf([0, 5, 10], 30, 20);
    expect(bars.map(({ height }) => height)).toEqual([1, 10, 20]);
    expect(bars.map(({ y, height }) => y + height)).toEqual([20, 20, 20]);
  });
  it("stays within its width", () => expect(Math.max(...barsOf(Array<number>(26).fill(1), 104, 20).map(({ x, width }) => x + width))).toBeLessThanOrEqual(104));
  it("draws nothing tall when nothing was said", () => expect(barsOf([0, 0], 10, 20).every(({ height }) => height === 1)).toBe(true));
});
