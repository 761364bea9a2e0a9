/** What stands in each cell of a row. Plain elements without handlers: the list listens once for all of them. */
import { memo, type ReactNode } from "react";
import type { ItemRow } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { dayOf, daysUntil, exactDate, exactMoment, relativeDay } from "@/ui/dates";
import { horizonName, laneName, LaneGlyph, StatusGlyph } from "@/ui/glyphs";
import { PinIcon, WarnIcon } from "@/ui/icons";
import { shownCustom, type Names } from "../names";
import type { Axis } from "../score/bar";
import { customFieldOf } from "./columns";
import { ScoreBar, scoreInWords } from "../score/ScoreBar";

/** What all rows share. One object, replaced only when something in it changes, so that rows can be memoised. */
export interface RowContext {
  names: Names;
  axis: Axis;
  /** Local day that relative dates refer to. */
  today: string;
}

const CLOSED = new Set(["done", "declined", "merged"]);
const quiet = (text: string) => <span className="text-faint" aria-hidden="true">{text}</span>;
const named = (names: ReadonlyMap<string, { name: string }>, id: string | undefined) => <span className="truncate">{id ? (names.get(id)?.name ?? "") : ""}</span>;

export function RankCell({ row }: { row: ItemRow }) {
  if (row.rank === undefined) return quiet("–");
  if (!row.override) return <span>{row.rank.toLocaleString("en")}</span>;
  const computed = row.computed_rank ?? row.rank;
  return (
    <span className="inline-flex items-baseline gap-1" title={m.items.rankOverridden(row.rank, computed, row.override.reason)}>
      <PinIcon className="size-3 self-center text-accent" />
      <span className="font-medium">{row.rank.toLocaleString("en")}</span>
      <s className="text-xs text-faint no-underline" aria-label={m.items.rankComputed(computed)}>({computed.toLocaleString("en")})</s>
    </span>
  );
}

export function TitleCell({ row }: { row: ItemRow }) {
  return (
    <>
      <span className="min-w-17 shrink-0 whitespace-nowrap text-sm text-faint" title={row.key}>{row.key}</span>
      <span className={cx("truncate", CLOSED.has(row.status) && "text-muted")} title={row.title}>{row.title}</span>
      {row.attention?.length ? (
        <span className="shrink-0 text-danger" title={m.items.attention(row.attention.join(", "))}>
          <WarnIcon role="img" aria-hidden={false} aria-label={m.items.attention(row.attention.join(", "))} />
        </span>
      ) : null}
    </>
  );
}

export function EffortText({ row }: { row: ItemRow }) {
  if (!row.effort) return quiet("–");
  const { low, likely, high, imputed } = row.effort;
  const said = m.words.effort(low, likely, high);
  return (
    <span className={cx("truncate", imputed && "italic text-faint")} title={imputed ? `${said}. ${m.words.imputed}` : said}>
      {imputed && "~"}
      {m.words.effortShort(low, high)}
    </span>
  );
}

export function DueText({ row, today }: { row: ItemRow; today: string }) {
  if (!row.due) return null;
  const late = !CLOSED.has(row.status) && daysUntil(row.due, today) < 0;
  return (
    <span className={cx("truncate", late && "text-danger")} title={`${exactDate(row.due)}${late ? `, ${m.items.overdue}` : ""}`}>
      {late && <span aria-hidden="true">! </span>}
      {relativeDay(row.due, today)}
    </span>
  );
}

export function TagList({ tags }: { tags: readonly string[] | undefined }) {
  if (!tags?.length) return null;
  const shown = tags.slice(0, 2);
  return (
    <span className="flex min-w-0 items-center gap-1" title={tags.join(", ")}>
      {shown.map((tag) => (
        <span key={tag} className="min-w-0 truncate rounded-sm border border-line px-1 text-xs text-muted">{tag}</span>
      ))}
      {tags.length > 2 && <span className="text-xs text-faint">+{tags.length - 2}</span>}
    </span>
  );
}

export const ScoreCell = memo(function ScoreCell({ row, axis }: { row: ItemRow; axis: Axis }) {
  if (!row.score) return quiet(m.items.scoreNone);
  return (
    <span className="flex w-full items-center gap-2" data-score={row.id} role="img" aria-label={scoreInWords(row.score)}>
      <span className="w-10 shrink-0 text-right tabular-nums">{m.words.scoreShort(row.score.value)}</span>
      <ScoreBar score={row.score} axis={axis} />
    </span>
  );
});

function CustomText({ value }: { value: unknown }) {
  const text = typeof value === "boolean" ? (value ? m.items.yes : m.items.no) : shownCustom(value);
  return <span className="truncate" title={text}>{text}</span>;
}

/** The content of a cell, by column. */
export function cellOf(column: string, row: ItemRow, { names, axis, today }: RowContext): ReactNode {
  switch (column) {
    case "rank":
      return <RankCell row={row} />;
    case "title":
      return <TitleCell row={row} />;
    case "lane":
      return (
        <span className="@container flex min-w-0 flex-1 items-center gap-1.5" title={laneName(row.lane)}>
          <LaneGlyph lane={row.lane} />
          <span aria-hidden="true" className={cx("truncate @max-[72px]:hidden", !row.lane && "text-faint")}>{laneName(row.lane)}</span>
        </span>
      );
    case "horizon":
      return row.horizon ? horizonName(row.horizon) : quiet("–");
    case "status":
      return (
        <span className="flex min-w-0 items-center gap-1.5">
          <StatusGlyph status={row.status} />
          <span aria-hidden="true" className="truncate">{m.words.status[row.status]}</span>
        </span>
      );
    case "score":
      return <ScoreCell row={row} axis={axis} />;
    case "effort":
      return <EffortText row={row} />;
    case "owner":
      return named(names.people, row.owner_id);
    case "tags":
      return <TagList tags={row.tags} />;
    case "due":
      return <DueText row={row} today={today} />;
    case "updated":
      return row.updated_at && <span className="truncate text-muted" title={exactMoment(row.updated_at)}>{relativeDay(dayOf(Date.parse(row.updated_at)), today)}</span>;
    case "severity":
      return row.severity ?? null;
    case "product":
      return named(names.products, row.product_id);
    case "area":
      return named(names.areas, row.area_id);
    case "team":
      return named(names.teams, row.team_id);
    case "release":
      return named(names.releases, row.release_id);
    case "sprint":
      return named(names.sprints, row.sprint_id);
    case "links":
      return <span className="truncate text-muted">{[row.needs ? m.items.needs(row.needs) : "", row.blocks ? m.items.blocks(row.blocks) : ""].filter(Boolean).join(", ")}</span>;
    case "comments":
      return row.comments ? row.comments : null;
    default:
      return <CustomText value={row.custom?.[customFieldOf(column) ?? ""]} />;
  }
}
