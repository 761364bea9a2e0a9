/** What kind of thing was found. */
import type { SearchHit, StatementKind, Status } from "@/api/types";
import { STATEMENT_KINDS, STATUSES } from "@/api/types";
import { m } from "@/messages";
import { StatementGlyph, StatusGlyph } from "@/ui/glyphs";
import { CustomersIcon, NoteIcon } from "@/ui/icons";

export function HitGlyph({ hit: { kind, label } }: { hit: Pick<SearchHit, "kind" | "label"> }) {
  if (kind === "statement" && STATEMENT_KINDS.includes(label as StatementKind)) return <StatementGlyph kind={label as StatementKind} />;
  if (kind === "item" && STATUSES.includes(label as Status)) return <StatusGlyph status={label as Status} />;
  const Shape = kind === "account" ? CustomersIcon : NoteIcon;
  return <Shape className="shrink-0 text-muted" width={14} height={14} role="img" aria-hidden={undefined} aria-label={m.search.kind[kind] ?? kind} />;
}
