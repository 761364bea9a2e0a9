/** What is being made of some words: a statement, a link, or both. Pure, so that a sequence of keys can be tested. */
import type { Polarity, StatementKind } from "@/api/types";
import type { Span } from "./places";

export interface LinkTarget {
  id: string;
  key: string;
  title: string;
}

export interface Marking {
  /** The words, in UTF-16 units; absent: the note as a whole. */
  range?: Span;
  /** Selected with the pointer: the browser shows it. */
  byPointer?: boolean;
  kind?: StatementKind;
  /** What the statement says; absent: the words themselves. */
  text?: string;
  /** A link is asked for: to this item, or to one that is still to be found. */
  link?: { target?: LinkTarget; finding?: boolean; polarity: Polarity };
}

/** What is known when a key is pressed. */
export interface Surroundings {
  /** Items the note may be about, the likeliest first. */
  likely: readonly LinkTarget[];
  /** What is marked when nothing is selected. */
  fallback: { range: Span; text?: string } | undefined;
}

export type Outcome = { then: "go on"; marking: Marking } | { then: "save"; marking: Marking; strength: number };

const KINDS: Record<string, StatementKind> = { p: "problem", i: "insight", o: "opportunity", d: "idea" };
export const KIND_KEYS = Object.entries(KINDS).map(([key, kind]) => ({ key, kind }));
export const NOTHING: Marking = {};
/** Nice to have: what a link is worth when nobody says. */
export const USUAL_STRENGTH = 1;

/** Whether anything has been begun that Enter could save. */
export const isBegun = ({ kind, link }: Marking) => kind !== undefined || link !== undefined;
export const isEmpty = (marking: Marking) => marking.range === undefined && !isBegun(marking);

/** What a key does; undefined when it means nothing here. Keys are named as chords are. */
export function press(marking: Marking, key: string, { likely, fallback }: Surroundings): Outcome | undefined {
  const goOn = (next: Marking): Outcome => ({ then: "go on", marking: next });
  const { link } = marking;
  const kind = KINDS[key];
  if (kind) {
    if (marking.range) return goOn({ ...marking, kind });
    return fallback && goOn({ ...marking, ...fallback, kind });
  }
  if (key === "l") {
    const [first] = likely;
    // Once more, or with nothing likely: find one by its words.
    if (link || !first) return goOn({ ...marking, link: { polarity: "for", ...link, finding: true } });
    return goOn({ ...marking, link: { target: first, polarity: "for" } });
  }
  if (key === "Escape") {
    if (link?.finding && link.target) return goOn({ ...marking, link: { ...link, finding: false } });
    if (link && marking.kind) return goOn(without(marking, "link"));
    return isEmpty(marking) ? undefined : goOn(NOTHING);
  }
  if (link?.target && (key === "ArrowDown" || key === "ArrowUp")) {
    const at = likely.findIndex(({ id }) => id === link.target!.id);
    const next = likely[Math.max(0, Math.min(likely.length - 1, at + (key === "ArrowDown" ? 1 : -1)))];
    return goOn({ ...marking, link: { ...link, ...(next ? { target: next } : {}) } });
  }
  if (link && key === "a") return goOn({ ...marking, link: { ...link, polarity: link.polarity === "for" ? "against" : "for" } });
  if (link?.target && /^[0-3]$/.test(key)) return { then: "save", marking, strength: Number(key) };
  if (key === "Enter" && (link ? link.target : marking.kind)) return { then: "save", marking, strength: USUAL_STRENGTH };
  return undefined;
}

function without(marking: Marking, part: keyof Marking): Marking {
  const rest = { ...marking };
  delete rest[part];
  return rest;
}
