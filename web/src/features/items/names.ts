/** Names for the ids and words a field of an item holds. */
import { useMemo } from "react";
import { useRegistry, useRegistryById } from "@/api/registry";
import { HORIZONS, LANES, SEVERITIES, type Area, type Horizon, type Lane, type Person, type Product, type Release, type Severity, type Sprint, type Status, type Team } from "@/api/types";
import { m } from "@/messages";

export interface Names {
  people: ReadonlyMap<string, Person>;
  products: ReadonlyMap<string, Product>;
  areas: ReadonlyMap<string, Area>;
  teams: ReadonlyMap<string, Team>;
  releases: ReadonlyMap<string, Release>;
  sprints: ReadonlyMap<string, Sprint>;
  /** The value of a field as a person reads it; fields by their API name, with or without `_id`. */
  say: (field: string, value: unknown) => string;
}

export function useNames(): Names {
  const people = useRegistryById("people");
  const products = useRegistryById("products");
  const areas = useRegistryById("areas");
  const teams = useRegistryById("teams");
  const releases = useRegistryById("releases");
  const sprints = useRegistryById("sprints");
  return useMemo(() => {
    const entities: Record<string, ReadonlyMap<string, { name: string }>> = { owner: people, short_term_owner: people, product: products, area: areas, team: teams, release: releases, sprint: sprints };
    const say = (field: string, value: unknown): string => {
      if (value === null || value === undefined || value === "") return m.words.none;
      if (Array.isArray(value)) return value.map((part) => say(field, part)).join(", ") || m.words.none;
      if (typeof value === "object") return JSON.stringify(value, null, 1);
      const text = String(value);
      const name = field.replace(/_id$/, "");
      return entities[name]?.get(text)?.name ?? enumName(name, text) ?? text;
    };
    return { people, products, areas, teams, releases, sprints, say };
  }, [people, products, areas, teams, releases, sprints]);
}

function enumName(field: string, value: string): string | undefined {
  if (field === "lane") return m.words.lane[value as Lane];
  if (field === "horizon") return m.words.horizon[value as Horizon];
  if (field === "status") return m.words.status[value as Status];
  return undefined;
}

/** Label of a field, by its API name or its name in the filter language. */
export function fieldLabel(field: string): string {
  return m.items.fields[field] ?? m.items.fields[field.replace(/_id$/, "")] ?? field.replace(/^custom\./, "");
}

/** The value of a custom field as text. */
export function shownCustom(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

export interface Option {
  /** Value in the API; null clears. */
  value: string | null;
  label: string;
  /** Grey text at the end: an e-mail, a key. */
  hint?: string;
}

export type ChoiceField = "lane" | "horizon" | "severity" | "owner_id" | "team_id" | "area_id" | "product_id" | "release_id" | "sprint_id";

/** What a field may be set to, clearing last. */
export function useOptions(field: ChoiceField): Option[] {
  const people = useRegistry("people");
  const teams = useRegistry("teams");
  const areas = useRegistry("areas");
  const products = useRegistry("products");
  const releases = useRegistry("releases");
  const sprints = useRegistry("sprints");
  return useMemo(() => {
    const named = (rows: readonly { id: string; name: string }[]): Option[] => rows.map(({ id, name }) => ({ value: id, label: name }));
    const options: Record<ChoiceField, () => Option[]> = {
      lane: () => LANES.map((lane) => ({ value: lane, label: m.words.lane[lane] })),
      horizon: () => HORIZONS.map((horizon) => ({ value: horizon, label: m.words.horizon[horizon] })),
      severity: () => SEVERITIES.map((severity: Severity) => ({ value: severity, label: severity })),
      owner_id: () => people.filter(({ active }) => active).map(({ id, name, email }) => ({ value: id, label: name, hint: email })),
      team_id: () => named(teams),
      area_id: () => named(areas),
      product_id: () => products.map(({ id, name, key }) => ({ value: id, label: name, hint: key })),
      release_id: () => named(releases),
      sprint_id: () => named(sprints),
    };
    return [...options[field](), { value: null, label: m.items.none(fieldLabel(field)) }];
  }, [field, people, teams, areas, products, releases, sprints]);
}
