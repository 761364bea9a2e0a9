/** Adding, changing and deleting entries of a registry: told with Undo, merged when someone was faster. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ifMatch, write } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { disputed, isConflict } from "@/api/problem";
import type { Registries, RegistryName } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { askMerge } from "@/ui/merge";

export type Fields = Record<string, unknown>;

export const fieldName = (field: string) => m.settings.fields[field] ?? field;

/** Every registry has the same paths, which the union of them cannot express; people stand for all. */
const all = (name: RegistryName) => `/api/v1/${name}` as "/api/v1/people";
const one = (name: RegistryName) => `/api/v1/${name}/{id}` as "/api/v1/people/{id}";

export function useRegistryWrites<N extends RegistryName>(name: N) {
  const queries = useQueryClient();
  return useMemo(() => {
    const refresh = () => queries.invalidateQueries({ queryKey: queryKeys.registry(name) });
    const patch = async (id: string, version: number, subject: string, fields: Fields): Promise<void> => {
      try {
        const written = await write(api.PATCH(one(name), { params: { path: { id }, header: ifMatch(version) }, body: fields }));
        announce(queries, written, m.settings.changed(fieldName(Object.keys(fields)[0] ?? "")));
      } catch (error) {
        if (!isConflict(error)) throw error;
        const { version: newest, seen } = error.problem.current;
        const conflicts = disputed(error.problem.current);
        const say = (value: unknown) => (value === undefined || value === null ? m.words.none : String(value));
        const kept = conflicts.length > 0 ? await askMerge(subject, conflicts.map(({ field, yours, theirs, base }) => ({ field, label: fieldName(field), yours: say(yours), theirs: say(theirs), base: seen === undefined ? undefined : say(base) }))) : new Set<string>();
        const asked = new Set(conflicts.map(({ field }) => field));
        const mine = kept ? Object.fromEntries(Object.entries(fields).filter(([field]) => !asked.has(field) || kept.has(field))) : {};
        if (Object.keys(mine).length > 0) await patch(id, newest, subject, mine);
      }
    };
    return {
      /** Throws ProblemError, for the form to show. */
      add: async (fields: Fields, said: string): Promise<Registries[N]> => {
        const made = await write(api.POST(all(name), { body: fields as never }));
        announce(queries, made, said);
        await refresh();
        return made.data as unknown as Registries[N];
      },
      change: async (entry: { id: string; version: number; label: string }, fields: Fields): Promise<void> => {
        try {
          await patch(entry.id, entry.version, entry.label, fields);
        } catch (error) {
          tellProblem(error, { kept: true });
        }
        await refresh();
      },
      remove: async (entry: { id: string; version: number }, said: string): Promise<void> => {
        try {
          announce(queries, await write(api.DELETE(one(name), { params: { path: { id: entry.id }, header: ifMatch(entry.version) } })), said);
        } catch (error) {
          tellProblem(error);
        }
        await refresh();
      },
    };
  }, [queries, name]);
}
