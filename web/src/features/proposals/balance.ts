/** How the lanes would stand after accepting proposals. */
import { LANES, type Facet, type Lane, type Proposal } from "@/api/types";

export type Change = Partial<Pick<Proposal, "lane" | "horizon" | "severity">>;
/** A lane, or the place of items that have none. */
export type LaneKey = Lane | "";
export const LANE_KEYS: readonly LaneKey[] = [...LANES, ""];

/** A proposal with what a person changed in it; a severity belongs to hot fixes alone. */
export function withChange(proposal: Proposal, change: Change | undefined): Proposal {
  const next = { ...proposal, ...change };
  if (next.lane !== "hotfix") delete next.severity;
  return next;
}

/** What is sent to accept a proposal: what it sets, and nothing else. */
export function acceptance({ item_id, lane, horizon, severity }: Proposal): Pick<Proposal, "item_id" | "lane" | "horizon" | "severity"> {
  return { item_id, ...(lane ? { lane } : {}), ...(horizon ? { horizon } : {}), ...(severity ? { severity } : {}) };
}

/** Items per lane now and then. Proposals with a lane are for items that have none yet. */
export function balance(facets: readonly Facet[], accepted: readonly Proposal[]): { lane: LaneKey; now: number; then: number }[] {
  const now = new Map<string, number>(facets.map(({ key, count }) => [LANE_KEYS.includes(key as LaneKey) ? key : "", count]));
  const then = new Map(now);
  for (const { lane } of accepted) {
    if (!lane) continue;
    then.set(lane, (then.get(lane) ?? 0) + 1);
    then.set("", Math.max(0, (then.get("") ?? 0) - 1));
  }
  return LANE_KEYS.map((lane) => ({ lane, now: now.get(lane) ?? 0, then: then.get(lane) ?? 0 }));
}
