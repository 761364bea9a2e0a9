/** The part of the filter language that fits into chips: an AND of conditions and of OR groups of conditions. */
import { bothFilters, FilterSyntaxError, parseFilter, printFilter, type Condition, type Filter } from "./language";

/** One chip: its conditions hold alternatively. Values of one field that fit alternatively are one condition. */
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
  if (filter.kind === "or" && filter.parts.every((part) => part.kind === "condition")) return merged(filter.parts);
  return undefined;
}

/** "lane is bet or lane is hotfix" says the same as "lane is bet, hotfix". */
function merged(conditions: readonly Condition[]): Chip {
  const chip: Condition[] = [];
  for (const condition of conditions) {
    const at = chip.findIndex(({ field, op }) => op === "is" && condition.op === "is" && field === condition.field);
    const same = chip[at];
    if (same) chip[at] = { ...same, values: [...new Set([...same.values, ...condition.values])] };
    else chip.push(condition);
  }
  return chip;
}

/** The filter text of some chips. */
export function textOf(chips: readonly Chip[]): string {
  const parts = chips.filter((chip) => chip.length > 0).map((chip): Filter => (chip.length === 1 ? chip[0]! : { kind: "or", parts: [...chip] }));
  return printFilter(parts.length > 1 ? { kind: "and", parts } : parts[0]);
}

const OPPOSITE: Partial<Record<Condition["op"], Condition["op"]>> = { is: "is not", "is not": "is", "is empty": "is not empty", "is not empty": "is empty" };

/** Whether a chip can be turned round. */
export function canNegate(chip: Chip): boolean {
  return chip.length === 1 && OPPOSITE[chip[0]!.op] !== undefined;
}

/** The chip that holds where this one does not: "is" becomes "is not", and back. */
export function negated(chip: Chip): Chip {
  return canNegate(chip) ? [{ ...chip[0]!, op: OPPOSITE[chip[0]!.op]! }] : chip;
}

export function replaced(chips: readonly Chip[], index: number, chip: Chip): Chip[] {
  return chips.flatMap((other, i) => (i !== index ? [other] : chip.length > 0 ? [chip] : []));
}

/** Joins chip `index` to the one before it, so that either may hold. */
export function joinedToPrevious(chips: readonly Chip[], index: number): Chip[] {
  const before = chips[index - 1];
  const chip = chips[index];
  if (!before || !chip) return [...chips];
  return chips.flatMap((other, i) => (i === index - 1 ? [merged([...before, ...chip])] : i === index ? [] : [other]));
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
  const wanted: Condition = value === undefined ? { kind: "condition", field, op: "is empty", values: [] } : { kind: "condition", field, op: "is", values: [value] };
  if (!chips) return bothFilters(source, printFilter(wanted));
  const at = chips.findIndex((chip) => chip.every((condition) => condition.field === field && (condition.op === "is" || condition.op === "is empty")));
  const chip = chips[at];
  if (!chip) return textOf([...chips, [wanted]]);
  return textOf(replaced(chips, at, without(chip, wanted) ?? merged([...chip, wanted])));
}

/** The chip less a condition's value; undefined when it does not have it. */
function without(chip: Chip, { op, values: [value] }: Condition): Chip | undefined {
  const had = chip.find((condition) => condition.op === op && (value === undefined || condition.values.includes(value)));
  if (!had) return undefined;
  const rest = had.values.filter((other) => other !== value);
  return chip.flatMap((condition) => (condition !== had ? [condition] : rest.length > 0 ? [{ ...had, values: rest }] : []));
}
