/** Fields of the filter language: what kind of value they take, and which of its facets counts them. */
import type { FacetName } from "@/api/types";
import type { Operator } from "./language";

export interface FilterField {
  key: string;
  kind: "choice" | "text" | "number" | "date" | "yesno";
  facet?: FacetName;
}

export const FILTER_FIELDS: readonly FilterField[] = [
  { key: "lane", kind: "choice", facet: "lane" },
  { key: "horizon", kind: "choice", facet: "horizon" },
  { key: "status", kind: "choice", facet: "status" },
  { key: "owner", kind: "choice", facet: "owner" },
  { key: "tag", kind: "choice", facet: "tag" },
  { key: "product", kind: "choice", facet: "product" },
  { key: "area", kind: "choice", facet: "area" },
  { key: "team", kind: "choice", facet: "team" },
  { key: "severity", kind: "choice", facet: "severity" },
  { key: "title", kind: "text" },
  { key: "problem", kind: "text" },
  { key: "score", kind: "number" },
  { key: "rank", kind: "number" },
  { key: "effort", kind: "number" },
  { key: "due", kind: "date" },
  { key: "created", kind: "date" },
  { key: "updated", kind: "date" },
  { key: "attention", kind: "yesno" },
  { key: "override", kind: "yesno" },
  { key: "imputed", kind: "yesno" },
  { key: "blocked", kind: "yesno" },
  { key: "type", kind: "text" },
  { key: "priority", kind: "text" },
  { key: "votes", kind: "number" },
];

/** The operators that make sense for a kind of value, the usual one first. */
export const OPERATORS_OF: Record<FilterField["kind"], readonly Operator[]> = {
  choice: ["is", "is not", "is empty", "is not empty"],
  text: ["contains", "is", "is not", "is empty", "is not empty"],
  number: [">=", "<=", "<", ">", "is", "is empty", "is not empty"],
  date: ["<=", ">=", "is empty", "is not empty"],
  yesno: ["is"],
};

export function filterField(key: string): FilterField {
  return FILTER_FIELDS.find((field) => field.key === key) ?? { key, kind: "text" };
}

export function takesValue(op: Operator): boolean {
  return op !== "is empty" && op !== "is not empty";
}
