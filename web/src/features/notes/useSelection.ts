/** The selected notes: named ones, or all that match. */
import { useRef, useState } from "react";
import type { NoteLine } from "./lines";
import type { NoteQuery } from "./query";
import type { Targets } from "./useNoteWrites";

export type NoteSelection = ReadonlySet<string> | "all";
const NOTHING: NoteSelection = new Set<string>();

export function useSelection(lines: readonly NoteLine[], total: number, query: NoteQuery, open: string | undefined) {
  const [kept, setKept] = useState<{ query: NoteQuery; selection: NoteSelection }>({ query, selection: NOTHING });
  const anchor = useRef<string>(undefined);
  // Another list is another selection.
  const selection = kept.query === query ? kept.selection : NOTHING;
  const select = (next: NoteSelection) => setKept({ query, selection: next });
  const named = () => new Set(selection === "all" ? lines.map(({ id }) => id) : selection);
  return {
    selection,
    count: selection === "all" ? total : selection.size,
    clear: () => {
      anchor.current = undefined;
      select(NOTHING);
    },
    /** A search shows its best hits only: these are all there is to select. */
    all: () => select(query.q ? new Set(lines.map(({ id }) => id)) : "all"),
    toggle: (id: string) => {
      const next = named();
      if (!next.delete(id)) next.add(id);
      anchor.current = id;
      select(next);
    },
    extendTo: (id: string) => {
      const from = lines.findIndex((line) => line.id === (anchor.current ?? open));
      const to = lines.findIndex((line) => line.id === id);
      if (to < 0) return;
      anchor.current ??= lines[from < 0 ? to : from]!.id;
      const [first, last] = from < 0 ? [to, to] : from < to ? [from, to] : [to, from];
      select(new Set([...named(), ...lines.slice(first, last + 1).map((line) => line.id)]));
    },
    /** What an act is on: the selection, or else the open note. */
    targets: (): Targets | undefined => {
      if (selection === "all") return { all: query, count: total };
      if (selection.size > 0) return { ids: [...selection] };
      return open ? { ids: [open] } : undefined;
    },
  };
}

export type Selected = ReturnType<typeof useSelection>;
