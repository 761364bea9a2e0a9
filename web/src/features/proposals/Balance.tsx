/** The lanes' share of the open items, now and if all shown proposals are accepted. */
import type { Facet, Proposal } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { LANE_COLOR, laneName, LaneGlyph } from "@/ui/glyphs";
import { balance, type LaneKey } from "./balance";

interface BalanceProps {
  facets: readonly Facet[];
  proposals: readonly Proposal[];
  lane: LaneKey | undefined;
  onLane: (lane: LaneKey | undefined) => void;
}

export function Balance({ facets, proposals, lane, onLane }: BalanceProps) {
  const lanes = balance(facets, proposals);
  const total = Math.max(1, lanes.reduce((sum, { now }) => sum + now, 0));
  const bar = (which: "now" | "then", label: string) => (
    <div className="flex items-center gap-3">
      <span className="w-10 shrink-0 text-right text-xs text-faint max-sm:hidden" aria-hidden="true">{which === "now" ? m.proposals.now : "→"}</span>
      <span className="flex h-2 flex-1 overflow-hidden rounded-sm bg-line" role="img" aria-label={`${label}: ${lanes.map((each) => `${laneName(each.lane || undefined)} ${each[which]}`).join(", ")}`}>
        {lanes.map((each) => <span key={each.lane} className="bar-segment" style={{ width: `${(each[which] / total) * 100}%`, background: LANE_COLOR[each.lane || "unsorted"] }} />)}
      </span>
    </div>
  );
  return (
    <div className="flex flex-col gap-1.5 border-b border-line px-4 py-2">
      {bar("now", m.proposals.now)}
      {bar("then", m.proposals.then)}
      <div className="flex flex-wrap gap-1 pt-0.5" role="group" aria-label={m.proposals.balance}>
        {lanes.map((each) => (
          <button
            key={each.lane}
            type="button"
            aria-pressed={lane === each.lane}
            onClick={() => onLane(lane === each.lane ? undefined : each.lane)}
            className={cx("flex h-6 items-center gap-1.5 rounded-md px-1.5 text-sm hover:bg-hover", lane === each.lane && "bg-active")}
          >
            <LaneGlyph lane={each.lane || undefined} />
            {laneName(each.lane || undefined)}
            <span className="text-muted">{each.now.toLocaleString("en")}</span>
            {each.then !== each.now && <span title={m.proposals.then} className="font-medium">→ {each.then.toLocaleString("en")}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}
