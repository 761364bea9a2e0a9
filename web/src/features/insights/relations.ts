/** Which relations make sense between two things, read from either end. The server has the last word. */
import type { Other, RelationKind, StatementKind } from "@/api/types";

/** One end of a relation. */
export type End = StatementKind | "item" | "goal";

const STATEMENTS: readonly End[] = ["problem", "opportunity", "idea", "insight"];
const isStatement = (end: End) => STATEMENTS.includes(end);

/** Whether "from KIND to" makes sense. */
const ALLOWS: Record<RelationKind, (from: End, to: End) => boolean> = {
  addresses: (from, to) => from === "opportunity" && to === "problem",
  realises: (from, to) => from === "idea" && to === "opportunity",
  implements: (from, to) => from === "item" && to === "idea",
  solves: (from, to) => from === "item" && to === "problem",
  serves: (from, to) => (from === "problem" || from === "opportunity" || from === "item") && to === "goal",
  part_of: (from, to) => from === to && (from === "problem" || from === "opportunity" || from === "idea"),
  supports: (from, to) => from === "insight" && isStatement(to),
  contradicts: (from, to) => from === "insight" && isStatement(to),
  duplicates: (from, to) => from === to && isStatement(from),
};
const KINDS = Object.keys(ALLOWS) as RelationKind[];
/** Those that hang one thing below another. */
const BELOW: readonly RelationKind[] = ["addresses", "realises", "implements", "solves", "serves", "part_of"];

export function endOf({ kind, statement_kind }: Pick<Other, "kind" | "statement_kind">): End | undefined {
  if (kind === "item" || kind === "goal") return kind;
  return kind === "statement" ? statement_kind : undefined;
}

export interface PossibleRelation {
  kind: RelationKind;
  /** "this KIND other"; otherwise "other KIND this". */
  outward: boolean;
}

/** What can be said between this and the other, in the order people mean it most. */
export function relationsBetween(here: End, other: End): PossibleRelation[] {
  const outward = KINDS.filter((kind) => ALLOWS[kind](here, other)).map((kind) => ({ kind, outward: true }));
  const inward = KINDS.filter((kind) => ALLOWS[kind](other, here)).map((kind) => ({ kind, outward: false }));
  return [...outward, ...inward];
}

/** Whether the child may hang below the parent in the opportunity tree. */
export function mayHang(child: End | undefined, parent: End | undefined): boolean {
  return child !== undefined && parent !== undefined && BELOW.some((kind) => ALLOWS[kind](child, parent));
}
