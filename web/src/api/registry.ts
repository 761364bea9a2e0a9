/** Reads whole registries (people, products, teams ..), which every screen needs for names and menus. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, read } from "./client";
import { queryKeys } from "./keys";
import type { Page, Registries, RegistryName } from "./types";

const PAGE = 500;

async function readAll<N extends RegistryName>(name: N): Promise<Registries[N][]> {
  const rows: Registries[N][] = [];
  let cursor: string | undefined;
  do {
    const query = cursor ? { limit: PAGE, cursor } : { limit: PAGE };
    // Every registry has the same list shape, which the union of paths cannot express.
    const page = (await read(api.GET(`/api/v1/${name}` as "/api/v1/people", { params: { query } }))) as unknown as Page<Registries[N]>;
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor);
  return rows;
}

export function registryQuery<N extends RegistryName>(name: N) {
  return queryOptions({ queryKey: queryKeys.registry(name), queryFn: () => readAll(name), staleTime: Infinity });
}

/** Every entity of a registry, in the server's order; empty while loading. */
export function useRegistry<N extends RegistryName>(name: N): readonly Registries[N][] {
  return useQuery(registryQuery(name)).data ?? EMPTY;
}
const EMPTY: readonly never[] = [];

/** The same by id. */
export function useRegistryById<N extends RegistryName>(name: N): ReadonlyMap<string, Registries[N]> {
  const rows = useRegistry(name);
  return useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
}
