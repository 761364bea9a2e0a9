/** Judging suggestions, changing and taking away links: shown at once, told with Undo, taken back when refused. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ifMatch, write, type Written } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { Evidence, EvidenceSuggestion, EvidenceSuggestions, ItemEvidence } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { accepted, changed, originOf, without, type EvidenceChange, type Judgement } from "./patch";

export type EvidenceWrites = ReturnType<typeof useEvidenceWrites>;

export function useEvidenceWrites(itemId: string) {
  const queries = useQueryClient();
  return useMemo(() => {
    const evidenceKey = queryKeys.itemEvidence(itemId);
    const suggestionsKey = queryKeys.itemSuggestions(itemId);
    const run = async (show: (evidence: ItemEvidence) => ItemEvidence, work: () => Promise<Written<unknown>>, said: string, judged?: string) => {
      // Suggestions and links share the beginning of their keys: neither may bring the old state back.
      await queries.cancelQueries({ queryKey: evidenceKey });
      const before = queries.getQueryData<ItemEvidence>(evidenceKey);
      const suggested = queries.getQueryData<EvidenceSuggestions>(suggestionsKey);
      queries.setQueryData<ItemEvidence>(evidenceKey, (now) => now && show(now));
      if (judged) queries.setQueryData<EvidenceSuggestions>(suggestionsKey, (now) => now && { ...now, suggestions: now.suggestions.filter((each) => originOf(each) !== judged) });
      try {
        announce(queries, await work(), said);
      } catch (error) {
        queries.setQueryData(evidenceKey, before);
        queries.setQueryData(suggestionsKey, suggested);
        tellProblem(error, { kept: true });
      }
      await queries.invalidateQueries({ queryKey: queryKeys.evidence });
    };
    const add = (body: { note_id?: string; statement_id?: string; start?: number; end?: number; strength?: number; polarity?: Judgement["polarity"]; standing?: "rejected" }) =>
      write(api.POST("/api/v1/items/{id}/evidence", { params: { path: { id: itemId } }, body }));
    return {
      accept: (suggestion: EvidenceSuggestion, judgement: Judgement) =>
        run((now) => accepted(now, suggestion, judgement, new Date().toISOString()), () => add({ ...bodyOf(suggestion), ...judgement }), m.evidence.linked(m.evidence.strengthWord[judgement.strength] ?? ""), originOf(suggestion)),
      reject: (suggestion: EvidenceSuggestion) => run((now) => now, () => add({ ...bodyOf(suggestion), standing: "rejected" }), m.evidence.rejected, originOf(suggestion)),
      link: (origin: { note_id: string } | { statement_id: string }) => run((now) => now, () => add(origin), m.evidence.linked(m.evidence.strengthWord[1])),
      change: ({ id, version }: Evidence, change: EvidenceChange) =>
        run((now) => changed(now, id, change), () => write(api.PATCH("/api/v1/evidence/{id}", { params: { path: { id }, header: ifMatch(version) }, body: change })), m.evidence.changed),
      remove: ({ id }: Evidence) => run((now) => without(now, id), () => write(api.DELETE("/api/v1/evidence/{id}", { params: { path: { id } } })), m.evidence.removed),
    };
  }, [queries, itemId]);
}

/** A note is linked with the sentence that was found in it; one shown from its beginning, as a whole. */
function bodyOf({ note_id, statement, quotes }: EvidenceSuggestion) {
  if (statement) return { statement_id: statement.id };
  const found = quotes[0];
  return { ...(note_id ? { note_id } : {}), ...(found && found.start > 0 ? { start: found.start, end: found.end } : {}) };
}
