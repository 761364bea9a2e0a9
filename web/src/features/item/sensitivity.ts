/** What-if sentences: how the score would stand if one input lay at the ends of its range. */
import type { ScoreExplanation } from "@/api/types";

export interface WhatIf {
  key: string;
  label: string;
  /** The input as it is taken now, and the two ends of its range. */
  now: number;
  low: { input: number; score: number };
  high: { input: number; score: number };
  unit: string;
  /** Widest change of the score, for sorting and for the length of the bar. */
  swing: number;
}

/** Largest swing first; inputs whose range is not told are left out, since a sentence without numbers says nothing. */
export function whatIfs({ inputs, sensitivity }: Pick<ScoreExplanation, "inputs" | "sensitivity">): WhatIf[] {
  const known = new Map(inputs.map((input) => [input.key, input]));
  return sensitivity
    .flatMap(({ key, label, low_score, high_score }): WhatIf[] => {
      const input = known.get(key);
      if (!input) return [];
      const { range, unit } = input;
      return [{ key, label, now: range.likely, unit, low: { input: range.low, score: low_score }, high: { input: range.high, score: high_score }, swing: Math.abs(high_score - low_score) }];
    })
    .sort((a, b) => b.swing - a.swing);
}

/** A quantity with its unit, short: `12 days`, `0.35`, `48 accounts`. */
export function quantity(value: number, unit: string): string {
  const text = value.toLocaleString("en", { maximumSignificantDigits: value >= 1000 ? 4 : 3 });
  if (unit === "days") return `${text} ${value === 1 ? "day" : "days"}`;
  if (unit === "accounts") return `${text} ${value === 1 ? "account" : "accounts"}`;
  if (unit === "per_year") return `${text} a year`;
  return text;
}
