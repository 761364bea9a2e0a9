import { describe, expect, it } from "vitest";
import type { ScoreInput, Unit } from "@/api/types";
import { quantity, whatIfs } from "./sensitivity";

const input = (key: string, unit: Unit, low: number, likely: number, high: number): ScoreInput => ({ key, pillar: "business_value", help: "", label: key, range: { low, likely, high }, mean: likely, unit, imputed: false, source: "", observations: [] });

describe("what would change a score", () => {
  const found = whatIfs({
    inputs: [input("revenue", "money", 10, 20, 40), input("effort", "days", 2, 5, 12)],
    sensitivity: [
      { key: "revenue", label: "Revenue", low_score: 90, high_score: 110 },
      { key: "effort", label: "Effort", low_score: 250, high_score: 40 },
      { key: "unknown", label: "?", low_score: 0, high_score: 1000 },
    ],
  });
  it("puts what matters most first", () => expect(found.map(({ key }) => key)).toEqual(["effort", "revenue"]));
  it("pairs each end of the range with the score it gives", () => expect(found[0]).toMatchObject({ now: 5, low: { input: 2, score: 250 }, high: { input: 12, score: 40 }, unit: "days" }));
  it("says quantities with their unit", () => expect([quantity(12, "days"), quantity(1, "days"), quantity(0.351, "share"), quantity(20000, "money")]).toEqual(["12 days", "1 day", "0.351", "20,000"]));
});
