/** What each simple registry shows and edits. */
import type { RegistryName } from "@/api/types";
import { m } from "@/messages";

export type ColumnKind = "text" | "long" | "code" | "email" | "number" | "date" | "check" | "list" | "choice" | "product" | "team" | "people";

export interface Column {
  field: string;
  kind: ColumnKind;
  required?: boolean;
  /** Tailwind width class. */
  width: string;
  options?: readonly { value: string; label: string }[];
}

export type SimpleRegistry = Extract<RegistryName, "people" | "products" | "areas" | "teams" | "goals" | "releases" | "sprints" | "accounts" | "segments">;

const column = (field: string, kind: ColumnKind, width: string, more: Partial<Column> = {}): Column => ({ field, kind, width, ...more });
const name = column("name", "text", "min-w-48", { required: true });
const HEALTH = Object.entries(m.settings.health).map(([value, label]) => ({ value, label }));

export const COLUMNS: Record<SimpleRegistry, readonly Column[]> = {
  people: [name, column("email", "email", "min-w-64"), column("active", "check", "w-16")],
  products: [column("key", "code", "w-28", { required: true }), name, column("description", "long", "min-w-64")],
  areas: [name, column("product_id", "product", "w-48", { required: true })],
  teams: [name, column("capacity_days_per_sprint", "number", "w-32"), column("member_ids", "people", "min-w-56")],
  goals: [name, column("description", "long", "min-w-64"), column("product_id", "product", "w-44"), column("due", "date", "w-36")],
  releases: [name, column("product_id", "product", "w-44", { required: true }), column("due", "date", "w-36"), column("released", "date", "w-36")],
  sprints: [name, column("team_id", "team", "w-36"), column("product_id", "product", "w-36"), column("starts", "date", "w-36"), column("ends", "date", "w-36")],
  accounts: [name, column("plan", "text", "w-28"), column("revenue", "number", "w-28"), column("currency", "code", "w-20"), column("health", "choice", "w-24", { options: HEALTH }), column("renewal", "date", "w-36"), column("domains", "list", "min-w-44")],
  segments: [name, column("predicate", "code", "min-w-96", { required: true })],
};

/** What was typed as the value the API takes; null clears. */
export function valueOf(kind: ColumnKind, text: string): unknown {
  const trimmed = text.trim();
  if (kind === "list") return trimmed.split(/[,\s]+/).filter(Boolean);
  if (trimmed === "") return null;
  return kind === "number" ? Number(trimmed) : trimmed;
}

/** The value of the API as text to edit. */
export function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}
