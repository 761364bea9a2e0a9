/** Making, saving, activating and deleting rubrics. Each throws ProblemError for the place that asked to show. */
import { useQueryClient } from "@tanstack/react-query";
import { api, ifMatch, write } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { Rubric } from "@/api/types";
import { announce } from "@/api/undo";
import { m } from "@/messages";
import type { RubricDraft } from "./draft";

export function useRubricWrites() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: queryKeys.rubrics });
  return {
    make: async (from: { from_preset: string } | { from_id: string }, said: (name: string) => string): Promise<Rubric> => {
      const made = await write(api.POST("/api/v1/rubrics", { body: from }));
      announce(queries, made, said(made.data.name));
      await refresh();
      return made.data;
    },
    save: async (rubric: Rubric, draft: RubricDraft): Promise<Rubric> => {
      const saved = await write(api.PATCH("/api/v1/rubrics/{id}", { params: { path: { id: rubric.id }, header: ifMatch(rubric.version) }, body: draft }));
      queries.setQueryData<Rubric[]>(queryKeys.rubrics, (all) => all?.map((each) => (each.id === rubric.id ? saved.data : each)));
      announce(queries, saved, m.rubrics.saved);
      return saved.data;
    },
    activate: async (rubric: Rubric, reason: string): Promise<void> => {
      const done = await write(api.POST("/api/v1/rubrics/{id}/activate", { params: { path: { id: rubric.id } }, body: { reason } }));
      announce(queries, done, m.rubrics.activated(rubric.name));
      void queries.invalidateQueries({ queryKey: queryKeys.items });
      await refresh();
    },
    remove: async (rubric: Rubric): Promise<void> => {
      announce(queries, await write(api.DELETE("/api/v1/rubrics/{id}", { params: { path: { id: rubric.id }, header: ifMatch(rubric.version) } })), m.rubrics.removed);
      await refresh();
    },
  };
}
