/** Every change to notes: shown at once, told with Undo, taken back when refused. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ifMatch, write, type Written } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { NoteDetail, NoteState } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { exactDate } from "@/ui/dates";
import { sorted, type LinePages } from "./lines";
import type { Marking } from "./marking";
import type { Characters } from "./places";
import { filterOf, type NoteQuery } from "./query";

/** Some notes, or all that a query lists. */
export type Targets = { ids: readonly string[] } | { all: NoteQuery; count: number };

export const countOf = (targets: Targets) => ("ids" in targets ? targets.ids.length : targets.count);

type Sorting = { state: NoteState; state_reason?: string; snoozed_until?: string; duplicate_of_id?: string };

export type NoteWrites = ReturnType<typeof useNoteWrites>;

export function useNoteWrites() {
  const queries = useQueryClient();
  return useMemo(() => {
    const settle = async (work: Promise<Written<unknown>>, said: string): Promise<boolean> => {
      let done = true;
      try {
        announce(queries, await work, said);
      } catch (error) {
        done = false;
        tellProblem(error, { kept: true });
      }
      await Promise.all([queryKeys.notes, queryKeys.insights, queryKeys.evidence].map((queryKey) => queries.invalidateQueries({ queryKey })));
      return done;
    };
    const sort = async (targets: Targets, set: Sorting, said: string) => {
      await queries.cancelQueries({ queryKey: queryKeys.noteLists });
      if ("ids" in targets) {
        const ids = new Set(targets.ids);
        for (const [key, pages] of queries.getQueriesData<LinePages>({ queryKey: queryKeys.noteLists })) {
          if (pages) queries.setQueryData(key, sorted(pages, ids, set.state, (key[2] as NoteQuery).state));
        }
        for (const id of ids) queries.setQueryData<NoteDetail>(queryKeys.note(id), (now) => now && { ...now, note: { ...now.note, state: set.state } });
      }
      const body = "ids" in targets ? { ids: [...targets.ids], set } : { filter: filterOf(targets.all), set };
      await settle(write(api.POST("/api/v1/notes/bulk", { body: { ...body, ...(set.state_reason ? { reason: set.state_reason } : {}) } })), said);
    };
    return {
      process: (targets: Targets) => sort(targets, { state: "processed" }, m.notes.processed(countOf(targets))),
      dismiss: (targets: Targets, reason: string) => sort(targets, { state: "dismissed", state_reason: reason }, m.notes.dismissed(countOf(targets))),
      snooze: (targets: Targets, until: string) => sort(targets, { state: "snoozed", snoozed_until: until }, m.notes.snoozed(countOf(targets), exactDate(until))),
      reopen: (targets: Targets) => sort(targets, { state: "open" }, m.notes.reopened(countOf(targets))),
      duplicate: (id: string, of: string) => sort({ ids: [id] }, { state: "processed", duplicate_of_id: of }, m.notes.duplicated),
      /** One change set: the words marked, the statement, and the item it is evidence on. True when it was saved. */
      mark: ({ note }: NoteDetail, characters: Characters, { range, kind, text, link }: Marking, strength: number) => {
        const place = range && characters.ofUnits(range);
        const target = link?.target;
        if (!kind) {
          if (!target) return Promise.resolve(false);
          return settle(write(api.POST("/api/v1/items/{id}/evidence", { params: { path: { id: target.id } }, body: { note_id: note.id, ...place, polarity: link.polarity, strength } })), m.notes.linked(target.key));
        }
        const body = {
          kind,
          ...(text ? { text } : {}),
          highlights: place ? [{ note_id: note.id, ...place }] : [],
          ...(note.product_id ? { product_id: note.product_id } : {}),
          ...(target ? { evidence: { item: target.key, polarity: link.polarity, strength } } : {}),
        };
        const name = m.words.statement[kind];
        return settle(write(api.POST("/api/v1/statements", { body })), target ? m.notes.markedAndLinked(name, target.key) : m.notes.marked(name));
      },
      linkStatement: (id: string, item: { id: string; key: string }) => settle(write(api.POST("/api/v1/items/{id}/evidence", { params: { path: { id: item.id } }, body: { statement_id: id } })), m.notes.linked(item.key)),
      removeStatement: ({ id, version }: { id: string; version: number }) => settle(write(api.DELETE("/api/v1/statements/{id}", { params: { path: { id }, header: ifMatch(version) } })), m.notes.removed),
      removeEvidence: (id: string) => settle(write(api.DELETE("/api/v1/evidence/{id}", { params: { path: { id } } })), m.notes.removed),
      assign: (id: string, account: { id: string; name: string }) => settle(write(api.POST("/api/v1/notes/bulk", { body: { ids: [id], set: { account_id: account.id } } })), m.notes.assigned(account.name)),
    };
  }, [queries]);
}
