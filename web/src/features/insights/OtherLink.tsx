/** A goal, statement or item by name, leading to where it stands. */
import type { Other } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { StatementGlyph } from "@/ui/glyphs";
import { BacklogIcon, GoalIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";

export function OtherGlyph({ other }: { other: Other }) {
  if (other.statement_kind) return <StatementGlyph kind={other.statement_kind} />;
  const goal = other.kind === "goal";
  const Shape = goal ? GoalIcon : BacklogIcon;
  return <Shape width={14} height={14} className="shrink-0 text-muted" role="img" aria-hidden={undefined} aria-label={goal ? m.insights.goal : m.search.kind.item} />;
}

/** Where it can be read; a goal has no page of its own. */
export function otherPath({ kind, id }: Pick<Other, "kind" | "id">): string {
  if (kind === "item") return paths.item(id);
  return kind === "statement" ? paths.statement(id) : paths.settings("goals");
}

export function OtherLink({ other }: { other: Other }) {
  return (
    <Link href={otherPath(other)} className="flex min-h-7 min-w-0 flex-1 items-start gap-2 py-1 hover:underline">
      <span className="mt-[3px]"><OtherGlyph other={other} /></span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{other.label}</span>
    </Link>
  );
}
