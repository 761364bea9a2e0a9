/** Lines of the inbox: from the list, or from a search; and what is left of them when notes are sorted. */
import type { InfiniteData } from "@tanstack/react-query";
import type { NoteRow, NoteState, NoteWindow, Place, Rating, SearchHit } from "@/api/types";

export interface NoteLine {
  id: string;
  title?: string;
  excerpt: string;
  /** Characters of the excerpt that match what is looked for. */
  marks: readonly Place[];
  at?: string;
  /** Who said it: a contact, or a name in the source. */
  who?: string;
  source: string;
  account?: { name: string; revenue?: number; currency?: string };
  rating?: Rating;
  state?: NoteState;
  duplicate: boolean;
  snoozedUntil?: string;
  /** Statements pinned to it and items it is evidence on. */
  made: number;
  /** Likeliest kinds. */
  kinds: readonly string[];
  erased: boolean;
}

export interface LinePage {
  lines: readonly NoteLine[];
  total: number;
  /** Absent while searching. */
  counts?: NoteWindow["counts"];
  next?: string;
}

export type LinePages = InfiniteData<LinePage, string>;

export function lineOfRow(row: NoteRow): NoteLine {
  const who = row.contact?.name ?? row.author;
  return {
    id: row.id,
    ...(row.title ? { title: row.title } : {}),
    excerpt: row.excerpt,
    marks: [],
    at: row.at,
    ...(who ? { who } : {}),
    source: row.source.name,
    ...(row.account ? { account: row.account } : {}),
    ...(row.rating ? { rating: row.rating } : {}),
    state: row.state,
    duplicate: row.duplicate_of_id !== undefined,
    ...(row.snoozed_until ? { snoozedUntil: row.snoozed_until } : {}),
    made: row.statements + row.evidence,
    kinds: row.kinds.filter(({ unsure }) => !unsure).map(({ kind }) => kind),
    erased: row.erased,
  };
}

export function lineOfHit(hit: SearchHit): NoteLine {
  return {
    id: hit.id,
    ...(hit.title ? { title: hit.title } : {}),
    excerpt: hit.excerpt,
    marks: hit.marks,
    ...(hit.at ? { at: hit.at } : {}),
    source: hit.source ?? "",
    ...(hit.account ? { account: hit.account } : {}),
    ...(hit.label ? { state: hit.label as NoteState } : {}),
    duplicate: false,
    made: 0,
    kinds: [],
    erased: false,
  };
}

/** The lines once some notes have a new state: gone where the list shows another one. */
export function sorted(pages: LinePages, ids: ReadonlySet<string>, state: NoteState, shown: string | undefined): LinePages {
  const stays = shown === "all" || state === (shown ?? "open");
  const moved = pages.pages.flatMap(({ lines }) => lines.filter((line) => ids.has(line.id) && line.state !== state));
  const recount = (counts: NoteWindow["counts"]) => {
    const next = { ...counts };
    for (const line of moved) {
      next[state] += 1;
      if (line.state) next[line.state] -= 1;
    }
    return next;
  };
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      total: stays ? page.total : page.total - moved.length,
      ...(page.counts ? { counts: recount(page.counts) } : {}),
      lines: stays ? page.lines.map((line) => (ids.has(line.id) ? { ...line, state } : line)) : page.lines.filter((line) => !ids.has(line.id)),
    })),
  };
}

/** The note to go to when some leave the list: the next that stays, else the one before. */
export function neighbour(lines: readonly NoteLine[], open: string | undefined, leaving: ReadonlySet<string>): string | undefined {
  const at = lines.findIndex(({ id }) => id === open);
  if (at < 0 || !leaving.has(open!)) return open;
  const stays = (line: NoteLine) => !leaving.has(line.id);
  return (lines.slice(at + 1).find(stays) ?? lines.slice(0, at).findLast(stays))?.id;
}
