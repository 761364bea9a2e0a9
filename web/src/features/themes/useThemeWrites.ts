/** What people do to themes: told with Undo. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ifMatch, write, type Written } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { Theme, ThemeDetail } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";

export interface ThemeChange {
  name?: string | null;
  pinned?: boolean;
  /** The reason; null brings it back. */
  dismissed?: string | null;
  item_ids?: string[];
}

export function useThemeWrites() {
  const queries = useQueryClient();
  return useMemo(() => {
    const done = async (written: Written<ThemeDetail>, said: string): Promise<ThemeDetail> => {
      announce(queries, written, said);
      queries.setQueryData(queryKeys.theme(written.data.theme.id), written.data);
      await queries.invalidateQueries({ queryKey: queryKeys.themes });
      return written.data;
    };
    return {
      change: async ({ id, version }: Theme, change: ThemeChange, said: string): Promise<void> => {
        try {
          await done(await write(api.PATCH("/api/v1/themes/{id}", { params: { path: { id }, header: ifMatch(version) }, body: { ...change } })), said);
        } catch (error) {
          tellProblem(error, { kept: true });
          await queries.invalidateQueries({ queryKey: queryKeys.themes });
        }
      },
      takeOut: async (id: string, note: string): Promise<void> => {
        try {
          await done(await write(api.POST("/api/v1/themes/{id}/notes", { params: { path: { id } }, body: { remove: [note] } })), m.themes.tookOut);
        } catch (error) {
          tellProblem(error, { kept: true });
        }
      },
      // These throw ProblemError, for the dialog to show.
      dismiss: async ({ id, version }: Theme, dismissed: string) => done(await write(api.PATCH("/api/v1/themes/{id}", { params: { path: { id }, header: ifMatch(version) }, body: { dismissed } })), m.themes.dismissed),
      merge: async (id: string, into: string) => done(await write(api.POST("/api/v1/themes/{id}/merge", { params: { path: { id } }, body: { into } })), m.themes.merged),
      split: async (id: string, note_ids: string[], name: string) => done(await write(api.POST("/api/v1/themes/{id}/split", { params: { path: { id } }, body: { note_ids, name } })), m.themes.splitDone),
      makeProblem: async (id: string, text: string) => done(await write(api.POST("/api/v1/themes/{id}/problem", { params: { path: { id } }, body: { text } })), m.themes.problemMade),
    };
  }, [queries]);
}
