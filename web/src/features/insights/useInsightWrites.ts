/** Writing, changing, relating, merging statements and moving them about: told with Undo. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ifMatch, read, write, type Written } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { Other, RelationKind, Statement, StatementKind, TreeNode } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";

export interface NewStatement {
  kind: StatementKind;
  text: string;
  stakeholder?: string;
  job?: string;
}
export type StatementChange = { [K in "text" | "stakeholder" | "job"]?: string | null };
type End = Pick<Other, "kind" | "id">;

/** Statements tell their relations without the version that deleting needs. */
async function removeRelation(id: string): Promise<Written<unknown>> {
  const { version } = await read(api.GET("/api/v1/relations/{id}", { params: { path: { id } } }));
  return write(api.DELETE("/api/v1/relations/{id}", { params: { path: { id }, header: ifMatch(version) } }));
}

export function useInsightWrites() {
  const queries = useQueryClient();
  return useMemo(() => {
    const refresh = () => Promise.all([queryKeys.insights, queryKeys.evidence].map((queryKey) => queries.invalidateQueries({ queryKey })));
    /** True when it was written; a failure is told. */
    const run = async (work: Promise<Written<unknown>>, said: string): Promise<boolean> => {
      try {
        announce(queries, await work, said);
        return true;
      } catch (error) {
        tellProblem(error, { kept: true });
        return false;
      } finally {
        void refresh();
      }
    };
    return {
      /** Throws ProblemError, for the form to show. */
      create: async (statement: NewStatement): Promise<Statement> => {
        const made = await write(api.POST("/api/v1/statements", { body: statement }));
        announce(queries, made, m.insights.created);
        await refresh();
        return made.data;
      },
      change: ({ id, version }: Statement, change: StatementChange, what: string) =>
        run(write(api.PATCH("/api/v1/statements/{id}", { params: { path: { id }, header: ifMatch(version) }, body: change })), m.insights.changed(what)),
      remove: ({ id, version }: Statement) => run(write(api.DELETE("/api/v1/statements/{id}", { params: { path: { id }, header: ifMatch(version) } })), m.insights.removed),
      /** Throws ProblemError, for the dialog to show. */
      merge: async (id: string, into: string): Promise<void> => {
        announce(queries, await write(api.POST("/api/v1/statements/{id}/merge", { params: { path: { id } }, body: { into } })), m.insights.merged);
        await refresh();
      },
      relate: (kind: RelationKind, from: End, to: End) =>
        run(write(api.POST("/api/v1/relations", { body: { kind, from: { kind: from.kind, id: from.id }, to: { kind: to.kind, id: to.id } } })), m.insights.related),
      unrelate: (id: string) => run(removeRelation(id), m.insights.unrelated),
      /** Without a parent it hangs below nothing. */
      move: ({ what, relation_id }: TreeNode, parent: Other | undefined) =>
        run(
          write(api.POST("/api/v1/insights/move", { body: { child: { kind: what.kind, id: what.id }, ...(parent ? { parent: { kind: parent.kind, id: parent.id } } : {}), ...(relation_id ? { relation_id } : {}) } })),
          parent ? m.insights.moved(what.label, parent.label) : m.insights.movedUp(what.label),
        ),
    };
  }, [queries]);
}
