/** The part of the filter language that fits into chips: an AND of conditions and of OR groups of conditions. */
import { bothFilters, FilterSyntaxError, parseFilter, printFilter, type Condition, type Filter } from "./language";

/** One chip: its conditions hold alternatively. */
export type Chip = readonly Condition[];

/** The chips of a filter text; undefined when it says more than chips can show (it is then edited as text). */
export function chipsOf(source: string): Chip[] | undefined {
  try {
    const filter = parseFilter(source);
    if (!filter) return [];
    const parts = filter.kind === "and" ? filter.parts : [filter];
    const chips = parts.map(chipOf);
    return chips.every((chip) => chip !== undefined) ? chips : undefined;
  } catch (error) {
    if (error instanceof FilterSyntaxError) return undefined;
    throw error;
  }
}

function chipOf(filter: Filter): Chip | undefined {
  if (filter.kind === "condition") return [filter];
  if (filter.kind === "or" && filter.parts.every((part) => part.kind === "condition")) return filter.parts;
  return undefined;
}

/** The filter text of some chips. */
export function textOf(chips: readonly Chip[]): string {
  const parts = chips.filter((chip) => chip.length > 0).map((chip): Filter => (chip.length === 1 ? chip[0]! : { kind: "or", parts: [...chip] }));
  return printFilter(parts.length > 1 ? { kind: "and", parts } : parts[0]);
}

/** The field and operator all conditions of a chip share, if they do: such a chip reads "Lane is Bet or Hot fix". */
export function sharedOf(chip: Chip): Pick<Condition, "field" | "op"> | undefined {
  const [first] = chip;
  return first && chip.every(({ field, op }) => field === first.field && op === first.op) ? { field: first.field, op: first.op } : undefined;
}

/** What a chip excludes instead of includes: "is a or b" becomes "is not a" and "is not b", and back. */
export function negated(chips: readonly Chip[], index: number): Chip[] {
  const chip = chips[index];
  const shared = chip && sharedOf(chip);
  if (!chip || !shared) return [...chips];
  if (shared.op === "is") return chips.flatMap((other, i) => (i === index ? chip.map((condition): Chip => [{ ...condition, op: "is not" }]) : [other]));
  if (shared.op === "is empty" || shared.op === "is not empty") {
    const op = shared.op === "is empty" ? "is not empty" : "is empty";
    return replaced(chips, index, [{ ...chip[0]!, op }]);
  }
  if (shared.op !== "is not") return [...chips];
  // Every exclusion of the field turns round together, or "is not a, is not b" would become "is a and is b".
  const turned = chips.filter((other) => sharedOf(other)?.field === shared.field && sharedOf(other)?.op === "is not");
  const joined: Chip = turned.flat().map((condition) => ({ ...condition, op: "is" as const }));
  return chips.flatMap((other, i) => (i === index ? [joined] : turned.includes(other) ? [] : [other]));
}

export function replaced(chips: readonly Chip[], index: number, chip: Chip): Chip[] {
  return chips.flatMap((other, i) => (i !== index ? [other] : chip.length > 0 ? [chip] : []));
}

/** Joins chip `index` to the one before it, so that either may hold. */
export function joinedToPrevious(chips: readonly Chip[], index: number): Chip[] {
  const before = chips[index - 1];
  const chip = chips[index];
  if (!before || !chip) return [...chips];
  return chips.flatMap((other, i) => (i === index - 1 ? [[...before, ...chip]] : i === index ? [] : [other]));
}

/** Takes an OR group apart into chips that must all hold. */
export function split(chips: readonly Chip[], index: number): Chip[] {
  return chips.flatMap((chip, i) => (i === index ? chip.map((condition): Chip => [condition]) : [chip]));
}

/**
 * Adds a value to the filter, or takes it away: what a click on a lane's share does. No value = "is empty".
 * A filter that chips cannot show is narrowed.
 */
export function toggledValue(source: string, field: string, value: string | undefined): string {
  const chips = chipsOf(source);
  const wanted: Condition = value === undefined ? { kind: "condition", field, op: "is empty" } : { kind: "condition", field, op: "is", value };
  if (!chips) return bothFilters(source, printFilter(wanted));
  const isOwn = (chip: Chip) => chip.every((condition) => condition.field === field && (condition.op === "is" || condition.op === "is empty"));
  const at = chips.findIndex(isOwn);
  const chip = chips[at];
  if (!chip) return textOf([...chips, [wanted]]);
  const without = chip.filter((condition) => condition.op !== wanted.op || condition.value !== wanted.value);
  return textOf(replaced(chips, at, without.length < chip.length ? without : [...chip, wanted]));
}
