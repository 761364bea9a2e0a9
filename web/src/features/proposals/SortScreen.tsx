/** Sorting a backlog in bulk: proposals with their reasons, accepted one by one, selected, or all at once. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { useActions } from "@/actions/context";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { CheckIcon } from "@/ui/icons";
import { Kbd } from "@/ui/Kbd";
import { Link } from "@/ui/Link";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { summaryQuery } from "@/features/items";
import type { LaneKey } from "./balance";
import { Balance } from "./Balance";
import { fieldId, ProposalRow } from "./ProposalRow";
import { useProposals } from "./useProposals";

const ROW = 52;

export function SortScreen() {
  const { filter = "" } = useSearch({ strict: false }) as { filter?: string };
  const [lane, setLane] = useState<LaneKey>();
  const { answer, waiting, left, shown, skipped, selected, accept, change, skip, unskip, toggle, select } = useProposals(filter, lane);
  const summary = useQuery(summaryQuery({})).data;
  const writable = mayWrite(useSession());
  const [cursor, setCursor] = useState(0);
  const [asking, setAsking] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => area.current, estimateSize: () => ROW, overscan: 12, getItemKey: (index) => shown[index]!.item_id });
  const at = Math.min(cursor, shown.length - 1);
  const current = shown[at];
  const chosen = shown.filter(({ item_id }) => selected.has(item_id));

  const step = (by: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, at + by));
    setCursor(next);
    rows.scrollToIndex(next);
  };
  const focus = (field: string) => document.getElementById(fieldId(at, field))?.focus();
  const here = () => current !== undefined;
  const may = () => writable && current !== undefined;
  useActions([
    { id: "proposals.next", title: m.proposals.next, group: "list", keys: ["j", "ArrowDown"], keysOnly: true, when: here, run: () => step(1) },
    { id: "proposals.previous", title: m.proposals.previous, group: "list", keys: ["k", "ArrowUp"], keysOnly: true, when: here, run: () => step(-1) },
    { id: "proposals.select", title: m.proposals.select, group: "list", keys: ["x"], keysOnly: true, when: here, run: () => current && toggle(current.item_id) },
    { id: "proposals.select_all", title: m.items.selectAll, group: "list", keys: ["mod+a"], when: here, run: () => select(shown.map(({ item_id }) => item_id)) },
    { id: "proposals.unselect", title: m.items.clearSelection, group: "list", keys: ["Escape"], keysOnly: true, when: () => selected.size > 0, run: () => select([]) },
    { id: "proposals.accept", title: m.proposals.accept, group: "item", keys: ["1"], when: may, run: () => current && void accept([current]) },
    { id: "proposals.skip", title: m.proposals.skip, group: "item", keys: ["3"], when: here, run: () => current && skip(current.item_id) },
    // With Shift the digit arrives as the sign above it; the first chord is the one shown.
    { id: "proposals.accept_selected", title: m.proposals.acceptSelected, group: "item", keys: ["shift+1", "!"], when: () => writable && chosen.length > 0, run: () => void accept(chosen) },
    { id: "proposals.accept_all", title: m.proposals.acceptAll(shown.length), group: "item", keys: ["a"], when: may, run: () => setAsking(true) },
    { id: "proposals.lane", title: m.proposals.changeLane, group: "item", keys: ["m"], when: here, run: () => focus("lane") },
    { id: "proposals.horizon", title: m.proposals.changeHorizon, group: "item", keys: ["shift+h"], when: here, run: () => focus("horizon") },
    { id: "proposals.severity", title: m.proposals.changeSeverity, group: "item", keys: ["s"], when: () => current?.lane === "hotfix", run: () => focus("severity") },
  ]);
  const disabledReason = writable ? undefined : m.item.readOnly;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Region name="crumbs">
        <h1 className="text-base">{m.proposals.title}</h1>
        {answer.data && <span className="truncate font-normal text-faint max-sm:hidden">{m.proposals.count(left.length + waiting)}</span>}
      </Region>
      <Region name="tools">
        {chosen.length > 0 && <Button disabledReason={disabledReason} onClick={() => void accept(chosen)}>{m.proposals.acceptSelected} <span className="text-faint">{chosen.length}</span></Button>}
        {shown.length > 0 && <Button kind="primary" disabledReason={disabledReason} onClick={() => setAsking(true)}>{m.proposals.acceptAll(shown.length)}</Button>}
      </Region>
      {answer.isPending && <div className="p-4"><Skeleton label={m.errors.loading} lines={12} /></div>}
      {answer.error && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && left.length === 0 && !answer.isFetching && (
        <Notice icon={<CheckIcon className="size-6 text-good" />} title={m.proposals.empty} actions={<Link href={paths.backlog()} className="inline-flex h-(--control) items-center rounded-md bg-accent px-3 font-medium text-accent-ink">{m.proposals.toBacklog}</Link>}>
          {skipped.size > 0 ? m.proposals.doneText : m.proposals.emptyText}
        </Notice>
      )}
      {answer.data && left.length > 0 && summary?.facets.lane && <Balance facets={summary.facets.lane} proposals={shown} lane={lane} onLane={setLane} />}
      {left.length > 0 && (
        <div ref={area} className="min-h-0 flex-1 overflow-auto" role="list" aria-label={m.proposals.list}>
          <div className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((row) => {
              const proposal = shown[row.index]!;
              return (
                <div key={row.key} ref={rows.measureElement} data-index={row.index} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${row.start}px)` }}>
                  <ProposalRow
                    proposal={proposal}
                    index={row.index}
                    current={row.index === at}
                    selected={selected.has(proposal.item_id)}
                    onCurrent={() => setCursor(row.index)}
                    onSelect={() => toggle(proposal.item_id)}
                    onChange={(next) => change(proposal.item_id, next)}
                    onAccept={() => void accept([proposal])}
                    onSkip={() => skip(proposal.item_id)}
                  />
                </div>
              );
            })}
          </div>
        </div>
      )}
      <footer className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-1.5 text-sm text-muted empty:hidden">
        {left.length > 0 && KEYS.map(([chord, title]) => <span key={chord} className="flex items-center gap-1.5 max-sm:hidden"><Kbd chord={chord} />{title}</span>)}
        {skipped.size > 0 && <span className="ml-auto">{m.proposals.skipped(skipped.size)} <button type="button" className="rounded-md px-1 text-accent underline" onClick={unskip}>{m.proposals.unskip}</button></span>}
      </footer>
      {asking && (
        <Confirm title={m.proposals.acceptAllTitle(shown.length)} act={m.proposals.acceptAll(shown.length)} onClose={() => setAsking(false)} onConfirm={() => accept(shown)}>
          <p>{m.proposals.acceptAllText}</p>
          {waiting > 0 && <p className="pt-2">{m.proposals.waiting(waiting)}</p>}
        </Confirm>
      )}
    </div>
  );
}

const KEYS = [["1", m.proposals.accept], ["3", m.proposals.skip], ["m", m.proposals.lane], ["shift+h", m.proposals.horizon], ["x", m.proposals.select], ["shift+1", m.proposals.acceptSelected]] as const;
