/** Places in a text, which the API counts in characters (Unicode scalar values), as parts to draw. */
import type { Place } from "@/api/types";

export interface Part {
  text: string;
  marked: boolean;
}

/** The text cut where marks begin and end; places may overlap, come in any order, or reach past the end. */
export function parts(text: string, marks: readonly Place[]): Part[] {
  const characters = Array.from(text);
  const found: Part[] = [];
  const add = (from: number, to: number, marked: boolean) => from < to && found.push({ text: characters.slice(from, to).join(""), marked });
  let at = 0;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    const from = Math.max(at, Math.min(start, characters.length));
    const to = Math.min(end, characters.length);
    if (to <= from) continue;
    add(at, from, false);
    // Marks that touch are one.
    const last = found.at(-1);
    if (last?.marked) last.text += characters.slice(from, to).join("");
    else add(from, to, true);
    at = to;
  }
  add(at, characters.length, false);
  return found;
}
