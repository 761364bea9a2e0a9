/** A statement in a line: its kind as a glyph with its name, and what it says. */
import type { StatementKind } from "@/api/types";
import { paths } from "@/paths";
import { StatementGlyph } from "@/ui/glyphs";
import { Link } from "@/ui/Link";

export function StatementLine({ statement: { id, kind, text } }: { statement: { id: string; kind: StatementKind; text: string } }) {
  return (
    <Link href={paths.statement(id)} className="flex min-w-0 items-start gap-1.5 hover:underline">
      <span className="mt-[3px]"><StatementGlyph kind={kind} /></span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
    </Link>
  );
}
