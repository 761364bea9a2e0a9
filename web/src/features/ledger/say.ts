/** Values of the ledger in words: lists entry by entry, so that only what differs is shown. */
import { m } from "@/messages";
import type { Names } from "@/features/items";

type Say = Names["say"];

/** A value as lines to read: one per entry of a list. */
export function linesOf(field: string, value: unknown, say: Say): string[] {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value.map((entry: unknown) => entryText(field, entry, say));
  if (typeof value === "object") return isRange(value) ? [m.item.range(m.words.number(value.low), m.words.number(value.likely), m.words.number(value.high))] : Object.entries(value).map(([key, part]) => `${key}: ${entryText(key, part, say)}`);
  return [say(field, value)];
}

/** What of both sides is not on the other; a list that was only put in another order is shown whole. */
export function differing(before: readonly string[], after: readonly string[]): [string[], string[]] {
  const gone = before.filter((line) => !after.includes(line));
  const come = after.filter((line) => !before.includes(line));
  return gone.length + come.length > 0 ? [gone, come] : [[...before], [...after]];
}

function entryText(field: string, entry: unknown, say: Say): string {
  if (typeof entry !== "object" || entry === null) return say(field, entry);
  if (Array.isArray(entry)) return entry.map((part: unknown) => entryText(field, part, say)).join(", ");
  const { text, title, done, system, key, id, value, ...rest } = entry as Record<string, unknown>;
  const name = [system, text ?? title ?? key ?? id ?? value].filter((part) => part !== undefined).join(" ");
  const mark = done === undefined ? "" : done ? "✓ " : "○ ";
  const more = Object.entries(rest).filter(([, part]) => typeof part !== "object").map(([part, shown]) => `${part}: ${String(shown)}`);
  return mark + [name, ...more].filter(Boolean).join(", ");
}

function isRange(value: object): value is { low: number; likely: number; high: number } {
  return "low" in value && "likely" in value && "high" in value;
}
