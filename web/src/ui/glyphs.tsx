/** Glyphs that carry meaning together with a hue: lanes, horizons, statuses, kinds of statement. Colour never stands alone. */
import type { ReactNode } from "react";
import type { Horizon, Lane, StatementKind, Status } from "@/api/types";
import { m } from "@/messages";

export const LANE_COLOR: Record<Lane | "unsorted", string> = {
  hotfix: "var(--lane-hotfix)",
  stability: "var(--lane-stability)",
  improvement: "var(--lane-improvement)",
  bet: "var(--lane-bet)",
  unsorted: "var(--lane-unsorted)",
};

/** Flame, shield, rising steps, diamond, open circle. */
const LANE_SHAPE: Record<Lane | "unsorted", ReactNode> = {
  hotfix: <path d="M8 1.8c.4 2.6 3.8 3.8 3.8 7.4A3.8 3.8 0 0 1 8 13.6a3.8 3.8 0 0 1-3.8-4c0-1.7.9-2.7 1.7-3.5.2 1 .7 1.6 1.3 1.8C7 5.8 6.9 3.7 8 1.8Z" fill="currentColor" />,
  stability: <path d="M8 1.9 13 3.7v4c0 3-2 5.2-5 6.5-3-1.3-5-3.5-5-6.5v-4z" fill="currentColor" />,
  improvement: <path d="M2.5 13.5v-3.3h3.6V6.7h3.6V2.7h3.8v10.8z" fill="currentColor" />,
  bet: <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor" />,
  unsorted: <circle cx="8" cy="8" r="4.8" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.4 2" />,
};

export function laneName(lane: Lane | undefined): string {
  return lane ? m.words.lane[lane] : m.words.laneNone;
}

export function LaneGlyph({ lane, size = 14 }: { lane: Lane | undefined; size?: number }) {
  const name = lane ?? "unsorted";
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" style={{ color: LANE_COLOR[name] }} className="shrink-0" role="img" aria-label={laneName(lane)}>
      {LANE_SHAPE[name]}
    </svg>
  );
}

export function horizonName(horizon: Horizon | undefined): string {
  return horizon ? m.words.horizon[horizon] : m.words.horizonNone;
}

/** Share of the ring that is filled, by status. */
const PROGRESS: Record<Status, number> = { inbox: 0, triaged: 0.2, ready: 0.4, doing: 0.65, done: 1, paused: 0, declined: 0, merged: 0 };

export function StatusGlyph({ status, size = 14 }: { status: Status; size?: number }) {
  const ended = status === "declined" || status === "merged";
  const color = status === "done" ? "var(--good)" : status === "doing" ? "var(--accent)" : "var(--muted)";
  const filled = PROGRESS[status] * 18.85;
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" style={{ color }} className="shrink-0" role="img" aria-label={m.words.status[status]} fill="none" stroke="currentColor" strokeWidth="1.4">
      <circle cx="8" cy="8" r="6" strokeDasharray={status === "inbox" ? "2 1.8" : undefined} />
      {filled > 0 && <circle cx="8" cy="8" r="3" strokeWidth="6" strokeDasharray={`${filled} 18.85`} transform="rotate(-90 8 8)" />}
      {status === "done" && <path d="m5.3 8.2 2 2 3.5-4" stroke="var(--surface)" strokeWidth="1.6" />}
      {status === "paused" && <path d="M6.6 5.8v4.4M9.4 5.8v4.4" />}
      {ended && <path d={status === "declined" ? "m6 6 4 4M10 6l-4 4" : "M5.5 8h5M8.5 6l2 2-2 2"} />}
    </svg>
  );
}

/** Triangle with a bar, sprout, bulb, eye; hue and shape together. */
const STATEMENT: Record<StatementKind, { color: string; shape: ReactNode }> = {
  problem: { color: "var(--lane-hotfix)", shape: <><path d="M8 2.5 14 13H2z" /><path d="M8 6.5v3M8 11.2v.01" /></> },
  opportunity: { color: "var(--lane-improvement)", shape: <path d="M8 14V7.5M8 9C4.5 9 3 7 3 4c3 0 5 1.5 5 5ZM8 7.5C8 4.5 10 2.5 13 2.5c0 3.5-2 5-5 5Z" /> },
  idea: { color: "var(--lane-bet)", shape: <><path d="M5.6 10.4a3.9 3.9 0 1 1 4.8 0c-.5.4-.7.9-.7 1.4H6.3c0-.5-.2-1-.7-1.4Z" /><path d="M6.6 13.8h2.8" /></> },
  insight: { color: "var(--lane-stability)", shape: <><path d="M1.8 8C3.4 5.2 5.5 3.8 8 3.8S12.6 5.2 14.2 8c-1.6 2.8-3.7 4.2-6.2 4.2S3.4 10.8 1.8 8Z" /><circle cx="8" cy="8" r="1.8" /></> },
};

export function StatementGlyph({ kind, size = 14 }: { kind: StatementKind; size?: number }) {
  const { color, shape } = STATEMENT[kind];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" style={{ color }} className="shrink-0" role="img" aria-label={m.words.statement[kind]} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round">
      {shape}
    </svg>
  );
}
