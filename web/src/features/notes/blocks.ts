/** A note as it is read: what its author wrote, who says what, and what is only repeated. Places are UTF-16 units. */
import type { NoteBody } from "@/api/types";
import { trimmed, type Characters, type Span } from "./places";

export type AsideKind = NonNullable<NoteBody["asides"]>[number]["kind"];

export type Block = Span & ({ kind: "own" } | { kind: "turn"; speaker: string; seconds?: number } | { kind: "aside"; aside: AsideKind });

/** The parts of a text in order; what lies between turns and asides is the author's own. Blank parts are left out. */
export function blocksOf(body: NoteBody, characters: Characters): Block[] {
  const turns = (body.turns ?? []).map((turn): Block => ({ kind: "turn", speaker: turn.speaker, ...(turn.at_seconds === undefined ? {} : { seconds: turn.at_seconds }), ...characters.toUnits(turn) }));
  const asides = (body.asides ?? []).map((aside): Block => ({ kind: "aside", aside: aside.kind, ...characters.toUnits(aside) }));
  const blocks: Block[] = [];
  let at = 0;
  const own = (end: number) => at < end && blocks.push({ kind: "own", start: at, end });
  for (const block of [...turns, ...asides].sort((a, b) => a.start - b.start)) {
    if (block.start < at) continue;
    own(block.start);
    blocks.push(block);
    at = block.end;
  }
  own(body.text.length);
  return blocks.flatMap((block) => {
    const span = trimmed(body.text, block);
    return span ? [{ ...block, ...span }] : [];
  });
}

/** Minutes and seconds of a recording. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return `${hours > 0 ? `${hours}:` : ""}${hours > 0 ? two(Math.floor(whole / 60) % 60) : Math.floor(whole / 60)}:${two(whole % 60)}`;
}
