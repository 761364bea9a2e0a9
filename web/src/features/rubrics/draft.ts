/** A rubric while it is edited. */
import type { Criterion, Rubric, RubricTerm, Threshold } from "@/api/types";

/** The parts of a rubric a person edits. */
export type RubricDraft = Pick<Rubric, "name" | "criteria" | "terms" | "effort" | "score_unit"> & { thresholds: Threshold[] };

export function draftOf({ name, criteria, terms, effort, score_unit, thresholds = [] }: Rubric): RubricDraft {
  return { name, criteria, terms, effort, score_unit, thresholds };
}

export function isChanged(draft: RubricDraft, rubric: Rubric): boolean {
  return JSON.stringify(draft) !== JSON.stringify(draftOf(rubric));
}

/** A key for something new: letters, digits and `_`, not taken yet. */
export function freeKey(wanted: string, taken: readonly string[]): string {
  const base = wanted.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "") || "x";
  let key = base;
  for (let count = 2; taken.includes(key); count += 1) key = `${base}_${count}`;
  return key;
}

export function newCriterion(label: string, taken: readonly Criterion[]): Criterion {
  return { key: freeKey(label, taken.map(({ key }) => key)), label, pillar: "business_value", unit: "score", direction: "more_is_better", prior: { low: 1, likely: 3, high: 10 } };
}

export function newTerm(label: string, taken: readonly RubricTerm[], criteria: readonly Criterion[]): RubricTerm {
  return { key: freeKey(label, taken.map(({ key }) => key)), label, pillar: "business_value", weight: 1, formula: criteria[0]?.key ?? "1" };
}

/** Replaces one entry of a list. */
export function replaced<T>(list: readonly T[], at: number, change: Partial<T>): T[] {
  return list.map((entry, index) => (index === at ? { ...entry, ...change } : entry));
}

export function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at);
}
