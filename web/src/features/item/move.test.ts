import { describe, expect, it } from "vitest";
import type { MoveExplanation } from "@/api/types";
import { moveOf } from "./move";

const explanation = (causes: [number, number][], ranks: [number, number], scores: [number, number]): MoveExplanation => ({
  from: { position: 1, rank: ranks[0], score: scores[0] },
  to: { position: 9, rank: ranks[1], score: scores[1] },
  rank_change: ranks[1] - ranks[0],
  causes: causes.map(([rank_delta, score_delta], index) => ({ kind: "own", label: `cause ${index}`, rank_delta, score_delta })),
  sentence: "",
});
const total = (values: readonly { places: number; score: number }[], part: "places" | "score") => values.reduce((sum, value) => sum + value[part], 0);

describe("why an item moved", () => {
  it.each([
    [explanation([[-5, 40], [-2, 0], [1, -8]], [14, 8], [10, 42])],
    [explanation([[-5, 40]], [14, 6], [10, 42])],
    [explanation([], [3, 7], [10, 10])],
    [explanation([[2, 0.1], [-2, 0.2]], [7, 7], [1, 1.3])],
  ])("shows parts that sum to the move", (given) => {
    const move = moveOf(given);
    expect(total(move.steps, "places")).toBe(given.from.rank! - given.to.rank!);
    expect(total(move.steps, "score")).toBeCloseTo(given.to.score! - given.from.score!, 6);
  });

  it("adds no rest when the causes are complete", () => expect(moveOf(explanation([[-5, 40], [-2, 0], [1, -8]], [14, 8], [10, 42])).steps.map(({ kind }) => kind)).toEqual(["own", "own", "own"]));

  it("lays the bars end to end within the axis", () => {
    const { steps, min, max } = moveOf(explanation([[-5, 0], [-2, 0], [1, 0]], [14, 8], [0, 0]));
    expect(steps.map(({ from, to }) => [from, to])).toEqual([[0, 5], [5, 7], [7, 6]]);
    expect([min, max]).toEqual([0, 7]);
  });
});
