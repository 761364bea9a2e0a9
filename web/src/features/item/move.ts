/** The causes of a move as steps that sum to it, laid out for a small waterfall. Places count upwards: +2 is two places nearer the top. */
import type { MoveExplanation } from "@/api/types";

export interface MoveStep {
  label: string;
  kind: MoveExplanation["causes"][number]["kind"] | "rest";
  /** Places won (positive) or lost. */
  places: number;
  score: number;
  /** Where the bar begins and ends, in places won so far. */
  from: number;
  to: number;
}

export interface Move {
  steps: MoveStep[];
  places: number;
  score: number;
  /** Ends of the shared axis, in places won. */
  min: number;
  max: number;
}

/** Reads the server's rank deltas (a smaller rank is better) as places won; what the causes leave open is told as a rest, so that the sum holds. */
export function moveOf({ from, to, causes, rank_change }: MoveExplanation): Move {
  const places = from.rank !== undefined && to.rank !== undefined ? from.rank - to.rank : 0 - (rank_change ?? 0);
  const score = (to.score ?? 0) - (from.score ?? 0);
  const told = causes.map(({ label, kind, rank_delta, score_delta }) => ({ label, kind: kind as MoveStep["kind"], places: 0 - rank_delta, score: score_delta }));
  const rest = { places: round(places - sum(told.map((step) => step.places))), score: round(score - sum(told.map((step) => step.score))) };
  const parts = rest.places !== 0 || Math.abs(rest.score) >= 0.01 * Math.max(1, Math.abs(score)) ? [...told, { label: "", kind: "rest" as const, ...rest }] : told;
  let at = 0;
  const steps = parts.map((part) => ({ ...part, from: at, to: (at += part.places) }));
  const ends = steps.flatMap((step) => [step.from, step.to]);
  return { steps, places, score, min: Math.min(0, ...ends), max: Math.max(0, ...ends) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const round = (value: number) => Math.round(value * 1e6) / 1e6;
