/** The preview at the right: enough to decide without leaving the list. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ItemLink, ItemRow } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { IconButton } from "@/ui/Button";
import { exactDate, relativeDay } from "@/ui/dates";
import { horizonName, laneName, LaneGlyph, StatusGlyph } from "@/ui/glyphs";
import { CloseIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { ProblemLine } from "@/ui/Notice";
import type { EditField } from "../edit/editing";
import { HorizonIcon } from "../edit/HorizonIcon";
import { fieldLabel, type Names } from "../names";
import { itemDetailQuery } from "../query";
import type { Axis } from "../score/bar";
import { ScoreBar, ScoreTerms } from "../score/ScoreBar";

interface ItemPeekProps {
  row: ItemRow;
  asOf: string | undefined;
  axis: Axis;
  names: Names;
  today: string;
  /** Absent when nothing can be changed. */
  onEdit: ((field: EditField, anchor: Element) => void) | undefined;
  onClose: () => void;
}

export default function ItemPeek({ row, asOf, axis, names, today, onEdit, onClose }: ItemPeekProps) {
  const detail = useQuery(itemDetailQuery(row.id, asOf));
  const item = detail.data?.item;
  const field = (name: EditField, shown: ReactNode) => (
    <>
      <dt className="py-1 text-muted">{fieldLabel(name)}</dt>
      <dd className="min-w-0">
        <button type="button" disabled={!onEdit} className="flex min-h-7 w-full min-w-0 items-center gap-1.5 rounded-md px-1.5 text-left enabled:hover:bg-hover" onClick={(event) => onEdit?.(name, event.currentTarget)}>
          {shown ?? <span className="text-faint">{m.words.none}</span>}
        </button>
      </dd>
    </>
  );
  return (
    <div className="flex w-96 shrink-0 flex-col border-l border-line bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:shadow-(--shadow-layer) max-sm:w-full">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-3">
        <span className="text-faint">{row.key}</span>
        <span className="flex-1" />
        <Link href={paths.item(row.key)} className="rounded-md px-2 py-1 text-accent hover:bg-hover">{m.items.peekOpen}</Link>
        <IconButton icon={CloseIcon} label={m.shell.closePeek} onClick={onClose} />
      </div>
      <div className="flex flex-col gap-4 overflow-auto p-4">
        <h2 className="text-lg">{row.title}</h2>
        <section>
          <h3 className="pb-1 text-sm text-faint">{m.items.peekProblem}</h3>
          {item ? <p className="whitespace-pre-wrap break-words">{item.problem || <span className="text-faint">{m.items.peekNoProblem}</span>}</p> : detail.isPending && <span className="skeleton block h-4 w-3/4" />}
          <ProblemLine error={detail.error} />
        </section>
        <dl className="grid grid-cols-[88px_1fr] gap-x-2">
          {field("lane", <><LaneGlyph lane={row.lane} />{laneName(row.lane)}</>)}
          {field("horizon", row.horizon && <><HorizonIcon horizon={row.horizon} />{horizonName(row.horizon)}</>)}
          {field("status", <><StatusGlyph status={row.status} />{m.words.status[row.status]}</>)}
          {field("effort", row.effort && (row.effort.imputed ? <span className="italic text-faint" title={m.words.imputed}>~{m.words.effort(row.effort.low, row.effort.likely, row.effort.high)}</span> : m.words.effort(row.effort.low, row.effort.likely, row.effort.high)))}
          {field("owner_id", row.owner_id && names.say("owner", row.owner_id))}
          {field("due", row.due && <span title={exactDate(row.due)}>{relativeDay(row.due, today)}</span>)}
          {field("tags", row.tags?.length ? <span className="min-w-0 break-words">{row.tags.join(", ")}</span> : undefined)}
        </dl>
        {row.override && (
          <p className="rounded-md bg-active px-2 py-1.5 text-sm">
            <span className="font-medium">{m.items.peekOverride(row.rank ?? 0, row.computed_rank ?? 0)}</span>
            {row.override.expires && <span className="text-muted"> {m.items.peekOverrideUntil(exactDate(row.override.expires.slice(0, 10)))}</span>}
            <span className="block text-muted">{row.override.reason}</span>
          </p>
        )}
        {row.score && (
          <section>
            <h3 className="pb-1 text-sm text-faint">{m.items.peekTerms}</h3>
            <ScoreBar score={row.score} axis={axis} />
            <div className="pt-2 text-sm"><ScoreTerms score={row.score} /></div>
          </section>
        )}
        {detail.data && <Links title={m.items.peekNeeds} links={detail.data.dependencies.needs} />}
        {detail.data && <Links title={m.items.peekBlocks} links={detail.data.dependencies.blocks} />}
      </div>
    </div>
  );
}

function Links({ title, links }: { title: string; links: readonly ItemLink[] }) {
  if (links.length === 0) return null;
  return (
    <section>
      <h3 className="pb-1 text-sm text-faint">{title}</h3>
      <ul>
        {links.map((link) => (
          <li key={link.dependency_id}>
            <Link href={paths.item(link.key)} className="flex min-h-7 items-center gap-2 rounded-md px-1.5 hover:bg-hover">
              <StatusGlyph status={link.status} />
              <span className="shrink-0 text-faint">{link.key}</span>
              <span className="truncate">{link.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
