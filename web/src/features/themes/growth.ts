/** Growth in words: the last week against what was expected, and how often chance alone would bring as much. */
import type { Theme } from "@/api/types";
import { m } from "@/messages";

const RAREST = 0.0001;
/** Chance that brings it more often than this needs no figure. */
const USUAL = 0.2;

/** Two significant figures: a test is no more exact than that. */
const rough = (value: number) => Number(value.toPrecision(2)).toLocaleString("en");

export function chanceInWords(p: number): string {
  if (p < RAREST) return m.themes.chanceRare;
  return p > USUAL ? m.themes.chanceUsual : m.themes.chance(rough(1 / p));
}

export function growthInWords({ last, expected, p }: NonNullable<Theme["growth"]>): string {
  return m.themes.growth(last, rough(expected), chanceInWords(p));
}
