/** How the shown work divides among the lanes, by effort and by count: always in sight above the list. */
import { LANES, type Facet, type Lane } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { LANE_COLOR, laneName, LaneGlyph } from "@/ui/glyphs";

export interface Share {
  lane: Lane | undefined;
  count: number;
  effortDays: number;
  countShare: number;
  effortShare: number;
}

/** Lanes in their fixed order, unsorted last, with their fractions of the whole. */
export function sharesOf(facets: readonly Facet[]): Share[] {
  const count = facets.reduce((sum, facet) => sum + facet.count, 0);
  const effort = facets.reduce((sum, facet) => sum + facet.effort_days, 0);
  return [...LANES, undefined].flatMap((lane) => {
    const found = facets.filter(({ key }) => (lane ? key === lane : !(LANES as readonly string[]).includes(key)));
    const own = found.reduce((sum, facet) => ({ count: sum.count + facet.count, effortDays: sum.effortDays + facet.effort_days }), { count: 0, effortDays: 0 });
    if (own.count === 0) return [];
    return [{ lane, ...own, countShare: own.count / count, effortShare: effort > 0 ? own.effortDays / effort : 0 }];
  });
}

const percent = (fraction: number) => `${Math.round(fraction * 100)}%`;

interface LaneShareProps {
  facets: readonly Facet[];
  /** Lanes the filter names. */
  chosen: ReadonlySet<string>;
  onLane: (lane: Lane | undefined) => void;
}

export function LaneShare({ facets, chosen, onLane }: LaneShareProps) {
  const shares = sharesOf(facets);
  if (shares.length === 0) return null;
  return (
    <section aria-label={m.items.share} className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-1.5">
      <div className="flex min-w-48 flex-1 flex-col gap-1" aria-hidden="true">
        <Bar label={m.items.shareEffort} parts={shares.map(({ lane, effortShare }) => ({ lane, share: effortShare }))} />
        <Bar label={m.items.shareCount} parts={shares.map(({ lane, countShare }) => ({ lane, share: countShare }))} />
      </div>
      <ul className="flex min-w-0 flex-wrap gap-0.5">
        {shares.map((share) => (
          <li key={share.lane ?? "unsorted"}>
            <button
              type="button"
              aria-pressed={chosen.has(share.lane ?? "")}
              title={`${laneName(share.lane)}: ${m.items.shareOf(percent(share.effortShare), percent(share.countShare))} (${m.words.days(share.effortDays)}, ${m.words.items(share.count)})`}
              className={cx("flex h-6 items-center gap-1.5 rounded-md px-1.5 text-sm hover:bg-hover", chosen.has(share.lane ?? "") && "bg-active")}
              onClick={() => onLane(share.lane)}
            >
              <LaneGlyph lane={share.lane} size={12} />
              <span aria-hidden="true" className="max-md:sr-only">{laneName(share.lane)}</span>
              <span className="text-muted">{percent(share.effortShare)}</span>
              <span className="sr-only">{m.items.shareOf(percent(share.effortShare), percent(share.countShare))}</span>
              <span aria-hidden="true" className="text-faint max-sm:hidden">{m.words.count(share.count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bar({ label, parts }: { label: string; parts: readonly { lane: Lane | undefined; share: number }[] }) {
  return (
    <div className="flex items-center gap-2">
      <span className="w-10 shrink-0 text-right text-xs leading-2 text-faint">{label}</span>
      <div className="flex h-2 flex-1 gap-px overflow-hidden rounded-sm">
        {parts.map(({ lane, share }) => (
          <span key={lane ?? "unsorted"} className="bar-segment" style={{ width: `${share * 100}%`, background: LANE_COLOR[lane ?? "unsorted"] }} />
        ))}
      </div>
    </div>
  );
}
