/** The proposals that are left, with what a person changed, skipped and selected; and accepting them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, read, write } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { Proposal } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { refreshItems } from "@/features/items";
import { acceptance, withChange, type Change, type LaneKey } from "./balance";

/** Most proposals the server gives at a time; when they are done, the next come. */
const MOST = 2000;
type Answer = { proposals: Proposal[]; total: number };

export function useProposals(filter: string, lane: LaneKey | undefined) {
  const queries = useQueryClient();
  const queryKey = queryKeys.proposals(filter);
  const answer = useQuery({ queryKey, queryFn: () => read(api.POST("/api/v1/items/proposals", { body: { limit: MOST, ...(filter ? { filter } : {}) } })), staleTime: Infinity });
  const [changes, setChanges] = useState<ReadonlyMap<string, Change>>(new Map());
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const told = answer.data?.proposals;
  const left = useMemo(() => (told ?? []).filter(({ item_id }) => !skipped.has(item_id)).map((proposal) => withChange(proposal, changes.get(proposal.item_id))), [told, skipped, changes]);
  const shown = useMemo(() => (lane === undefined ? left : left.filter((proposal) => (proposal.lane ?? "") === lane)), [left, lane]);

  const accept = async (accepted: readonly Proposal[]) => {
    if (accepted.length === 0) return;
    const gone = new Set(accepted.map(({ item_id }) => item_id));
    const before = queries.getQueryData<Answer>(queryKey);
    queries.setQueryData<Answer>(queryKey, (now) => now && { proposals: now.proposals.filter(({ item_id }) => !gone.has(item_id)), total: now.total - gone.size });
    setSelected((now) => new Set([...now].filter((id) => !gone.has(id))));
    try {
      const done = await write(api.POST("/api/v1/items/proposals/accept", { body: { accept: accepted.map(acceptance) } }));
      announce(queries, done.position ? done : { position: done.data.position }, m.proposals.accepted(done.data.changed));
    } catch (error) {
      queries.setQueryData(queryKey, before);
      tellProblem(error, { kept: true });
    }
    void refreshItems(queries);
    const now = queries.getQueryData<Answer>(queryKey);
    if (now && now.proposals.length === 0 && now.total > 0) void answer.refetch();
  };
  return {
    answer,
    /** Further ones the server holds back until these are done. */
    waiting: answer.data ? answer.data.total - answer.data.proposals.length : 0,
    /** Everything not skipped, and the part of it in the chosen lane. */
    left,
    shown,
    skipped,
    selected,
    accept,
    change: (id: string, change: Change) => setChanges((now) => new Map([...now, [id, { ...now.get(id), ...change }]])),
    skip: (id: string) => setSkipped((now) => new Set([...now, id])),
    unskip: () => setSkipped(new Set()),
    toggle: (id: string) => setSelected((now) => (now.has(id) ? new Set([...now].filter((other) => other !== id)) : new Set([...now, id]))),
    select: (ids: readonly string[]) => setSelected(new Set(ids)),
  };
}
