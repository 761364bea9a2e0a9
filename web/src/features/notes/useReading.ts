/** A note that is read: its text as blocks and layers, what is being marked in it, and the keys for both. */
import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { useActions } from "@/actions/context";
import type { Action } from "@/actions/registry";
import type { NoteDetail } from "@/api/types";
import { m } from "@/messages";
import { blocksOf } from "./blocks";
import { KIND_KEYS, NOTHING, isBegun, isEmpty, press, type LinkTarget, type Marking } from "./marking";
import { suggestionId, type Layer } from "./NoteText";
import { Characters, trimmed, type Span } from "./places";
import { selectedSpan } from "./selection";
import type { NoteWrites } from "./useNoteWrites";
import { extended, grains, moved, type Grain } from "./words";

interface Options {
  detail: NoteDetail;
  likely: readonly LinkTarget[];
  writable: boolean;
  writes: NoteWrites;
  root: RefObject<HTMLDivElement | null>;
}

export function useReading({ detail, likely, writable, writes, root }: Options) {
  const { body, id } = detail.note;
  const text = body?.text ?? "";
  const characters = useMemo(() => new Characters(text), [text]);
  const blocks = useMemo(() => (body ? blocksOf(body, characters) : []), [body, characters]);
  const made = useMemo(() => madeLayers(detail, characters), [detail, characters]);
  const suggested = useMemo(() => suggestedLayers(detail, characters, made), [detail, characters, made]);
  const [marking, setMarking] = useState<Marking>(NOTHING);
  const [chosen, setChosen] = useState<number>();

  const { range } = marking;
  const layers = useMemo<readonly Layer[]>(() => (range && !marking.byPointer ? [...made, ...suggested, { ...range, kind: "marked" }] : [...made, ...suggested]), [made, suggested, range, marking.byPointer]);
  const first = suggested[0];
  const own = blocks.find(({ kind }) => kind !== "aside");
  const fallback = first ? { range: { start: first.start, end: first.end }, text: first.suggestion.text } : own && { range: { start: own.start, end: own.end } };

  const choose = (index: number) => {
    const layer = suggested.find((each) => each.index === index);
    if (!layer) return;
    setChosen(index);
    setMarking({ range: { start: layer.start, end: layer.end }, text: layer.suggestion.text });
  };
  /** Enter on a suggestion: first what it is suggested to be, then saved. */
  const accept = (index: number) => {
    const kind = suggested.find((each) => each.index === index)?.suggestion.kind;
    if (isBegun(marking)) onKey("Enter");
    else if (kind && kind !== "promise") setMarking((now) => ({ ...now, kind }));
  };
  const select = (span: Span | undefined, byPointer = false) => {
    setChosen(undefined);
    setMarking(span ? { range: span, ...(byPointer ? { byPointer } : {}) } : NOTHING);
  };
  const save = async (finished: Marking, strength: number) => {
    // The next key is already meant for the note; what is refused comes back.
    select(undefined);
    document.getSelection()?.removeAllRanges();
    if (!(await writes.mark(detail, characters, finished, strength))) setMarking(finished);
  };
  const onKey = (key: string) => {
    const outcome = press(marking, key, { likely, fallback });
    if (outcome?.then === "save") void save(outcome.marking, outcome.strength);
    else if (outcome) setMarking(outcome.marking);
    if (outcome && isEmpty(outcome.marking)) setChosen(undefined);
  };
  const means = (key: string) => press(marking, key, { likely, fallback }) !== undefined;

  // The pointer's selection is taken when it comes to rest.
  useEffect(() => {
    const taken = () => {
      const span = root.current && selectedSpan(root.current);
      const words = span && trimmed(text, span);
      if (words) select(words, true);
    };
    document.addEventListener("pointerup", taken);
    return () => document.removeEventListener("pointerup", taken);
  });

  const inText = () => document.activeElement === root.current;
  const parts = useRef<{ blocks: unknown; word?: Span[]; sentence?: Span[] }>({ blocks });
  const of = (grain: Grain) => {
    if (parts.current.blocks !== blocks) parts.current = { blocks };
    return (parts.current[grain] ??= grains(text, blocks.filter(({ kind }) => kind !== "aside"), grain));
  };
  const go = (grain: Grain, by: 1 | -1, extend: boolean) => {
    if (isBegun(marking)) return;
    select((extend ? extended : moved)(of(grain), range, by));
    requestAnimationFrame(() => root.current?.querySelector(".bg-\\(--marked\\)")?.scrollIntoView({ block: "nearest" }));
  };
  const step = (by: 1 | -1) => {
    const at = suggested.findIndex(({ index }) => index === chosen);
    const next = suggested[at < 0 ? (by > 0 ? 0 : -1) : at + by];
    if (next) document.getElementById(suggestionId(next.index))?.focus();
  };
  const canStep = (by: 1 | -1) => {
    const active = document.activeElement;
    const free = active === document.body || active?.getAttribute("role") === "grid" || active === root.current || active?.classList.contains("suggested");
    const at = suggested.findIndex(({ index }) => index === chosen);
    return Boolean(free) && (at < 0 ? by > 0 && suggested.length > 0 : suggested[at + by] !== undefined);
  };
  const t = m.notes.actions;
  const arrow = (key: string, title: string, grain: Grain, by: 1 | -1, extend: boolean): Action => ({ id: `reading.${extend ? "extend" : "move"}_${grain}_${by}`, title, group: "item", keys: [`${extend ? "shift+" : ""}${key}`], keysOnly: true, when: () => inText() && !marking.link, run: () => go(grain, by, extend) });
  const writing = (key: string, title: string, extra: Partial<Action> = {}): Action => ({ id: `reading.key_${key}`, title, group: "item", keys: [key], when: () => writable && body !== undefined && means(key), run: () => onKey(key), ...extra });
  useActions(
    [
      { id: "reading.next_suggestion", title: t.nextSuggestion, group: "item", keys: ["Tab", "n"], keysOnly: true, when: () => canStep(1), run: () => step(1) },
      { id: "reading.previous_suggestion", title: t.previousSuggestion, group: "item", keys: ["shift+Tab", "shift+n"], keysOnly: true, when: () => canStep(-1), run: () => step(-1) },
      ...KIND_KEYS.map(({ key, kind }) => writing(key, t[kind])),
      writing("l", t.link),
      writing("a", t.against, { keysOnly: true }),
      ...[0, 1, 2, 3].map((strength) => writing(String(strength), t.strength(strength), { keysOnly: true })),
      writing("Enter", t.save, { keysOnly: true }),
      writing("ArrowDown", t.nextItem, { keysOnly: true }),
      writing("ArrowUp", t.previousItem, { keysOnly: true }),
      { id: "reading.unwind", title: t.unwind, group: "item", keys: ["Escape"], keysOnly: true, when: () => means("Escape"), run: () => onKey("Escape") },
      arrow("ArrowRight", t.wordNext, "word", 1, false),
      arrow("ArrowLeft", t.wordPrevious, "word", -1, false),
      arrow("ArrowDown", t.sentenceNext, "sentence", 1, false),
      arrow("ArrowUp", t.sentencePrevious, "sentence", -1, false),
      arrow("ArrowRight", t.extendWord, "word", 1, true),
      arrow("ArrowLeft", t.shrinkWord, "word", -1, true),
      arrow("ArrowDown", t.extendSentence, "sentence", 1, true),
      arrow("ArrowUp", t.shrinkSentence, "sentence", -1, true),
    ],
    "layer",
  );
  return { id, text, blocks, layers, marking, setMarking, chosen, choose, accept, onKey, save };
}

export type Reading = ReturnType<typeof useReading>;

/** What was made of the note's own words. */
function madeLayers(detail: NoteDetail, characters: Characters): Extract<Layer, { kind: "made" }>[] {
  const here = detail.note.id;
  const statements = detail.statements.flatMap(({ kind, text, quotes }) => quotes.map((quote) => ({ quote, as: kind, says: `${m.words.statement[kind]}: ${text}` })));
  const links = detail.evidence.filter(({ statement }) => !statement).flatMap(({ quotes, item_key, item_title }) => quotes.map((quote) => ({ quote, as: "evidence" as const, says: `${item_key} ${item_title}` })));
  return [...statements, ...links].filter(({ quote }) => quote.note_id === here && !quote.broken && quote.text).map(({ quote, as, says }) => ({ kind: "made", as, says, ...characters.toUnits(quote) }));
}

/** Suggestions that nobody has taken up yet. */
function suggestedLayers({ suggestions }: NoteDetail, characters: Characters, made: readonly Span[]): Extract<Layer, { kind: "suggested" }>[] {
  return suggestions.flatMap((suggestion, index) => {
    const span = characters.toUnits(suggestion);
    const taken = made.some(({ start, end }) => start <= span.start && end >= span.end);
    return taken || span.start >= span.end ? [] : [{ kind: "suggested" as const, index, suggestion, ...span }];
  });
}
