/** The opportunity tree: goal, problem and opportunity, idea, item. Walked and rearranged by keyboard, menu or dragging. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useRef, useState, type KeyboardEvent } from "react";
import { useActions } from "@/actions/context";
import type { Other, TreeNode } from "@/api/types";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { OpenPopover } from "@/ui/Popover";
import { Skeleton } from "@/ui/Skeleton";
import { InsightsFrame } from "./InsightsFrame";
import { OtherGlyph, otherPath } from "./OtherLink";
import { treeQuery } from "./query";
import { branches, keyed, linesOf, parentsFor, type Line } from "./tree";
import { TreeRow } from "./TreeRow";
import { useInsightWrites } from "./useInsightWrites";

const NOWHERE = "";
const NONE: ReadonlySet<string> = new Set();
const NO_NODES: readonly TreeNode[] = [];

export function TreeScreen() {
  const router = useRouter();
  const answer = useQuery(treeQuery);
  const nodes = answer.data?.nodes ?? NO_NODES;
  const writable = mayWrite(useSession());
  const writes = useInsightWrites();
  const [closed, setClosed] = useState<ReadonlySet<string>>(NONE);
  const [cursor, setCursor] = useState<string>();
  const [moving, setMoving] = useState<Line>();
  const tree = useRef<HTMLUListElement>(null);
  const lines = linesOf(nodes, closed);
  const current = lines.find(({ path }) => path === cursor);
  const row = (path: string) => tree.current?.querySelector<HTMLElement>(`[data-path="${path}"]`);

  const toggle = (path: string, open: boolean) => setClosed((now) => (open ? new Set([...now].filter((other) => other !== path)) : new Set([...now, path])));
  const onKeyDown = (event: KeyboardEvent) => {
    if (!cursor || event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget.querySelector(":focus")) return;
    const move = keyed(lines, cursor, event.key);
    if (!move) return;
    event.preventDefault();
    if ("to" in move) row(move.to)?.focus();
    else if ("open" in move) toggle(move.open, true);
    else toggle(move.close, false);
  };
  const moveBelow = (line: Line, parent: Other | undefined) => {
    setMoving(undefined);
    void writes.move(line.node, parent).then(() => {
      // The line stands elsewhere now; the cursor goes along.
      const moved = tree.current?.querySelector<HTMLElement>(`[data-id="${line.node.what.id}"]`);
      moved?.focus();
    });
  };
  const open = (line: Line) => router.history.push(otherPath(line.node.what));
  useActions([
    { id: "insights.node_move", title: m.insights.moveBelow, group: "item", keys: ["m"], when: () => writable && current !== undefined && current.node.what.kind !== "goal", run: () => setMoving(current) },
    { id: "insights.node_open", title: m.insights.openNode, group: "item", keys: ["Enter", "o"], keysOnly: true, when: () => current !== undefined, run: () => current && open(current) },
    { id: "insights.expand", title: m.insights.expandAll, group: "view", run: () => setClosed(NONE) },
    { id: "insights.collapse", title: m.insights.collapseAll, group: "view", run: () => setClosed(new Set(branches(nodes))) },
  ]);
  const anchor = moving && row(moving.path);
  return (
    <InsightsFrame
      tools={
        <>
          <Button kind="quiet" onClick={() => setClosed(NONE)}>{m.insights.expandAll}</Button>
          <Button kind="quiet" onClick={() => setClosed(new Set(branches(nodes)))}>{m.insights.collapseAll}</Button>
        </>
      }
    >
      <div className="min-h-0 flex-1 overflow-auto px-2 py-2 sm:px-4">
        {answer.isPending && <Skeleton label={m.errors.loading} lines={12} />}
        {answer.error && !answer.data && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {answer.data && lines.length === 0 && <Notice title={m.insights.treeEmpty}>{m.insights.treeEmptyText}</Notice>}
        {lines.length > 0 && (
          <>
            <p id="tree-hint" className="px-2 pb-1 text-sm text-faint max-sm:hidden">{m.insights.treeHint}</p>
            <ul ref={tree} role="tree" aria-label={m.insights.tree} aria-describedby="tree-hint" onKeyDown={onKeyDown}>
              {lines.map((line, index) => (
                <TreeRow
                  key={line.path}
                  line={line}
                  focusable={current ? line === current : index === 0}
                  current={line === current}
                  writable={writable}
                  mayTake={(dragged) => parentsFor(nodes, dragged).some(({ what }) => what.id === line.node.what.id)}
                  onFocus={() => setCursor(line.path)}
                  onToggle={() => toggle(line.path, !line.open)}
                  onMove={() => setMoving(line)}
                  onTakeDown={() => moveBelow(line, undefined)}
                  onDrop={(dragged) => moveBelow(dragged, line.node.what)}
                />
              ))}
            </ul>
          </>
        )}
      </div>
      {moving && anchor && (
        <OpenPopover anchor={anchor} label={m.insights.moveBelowTarget(moving.node.what.label)} className={undefined} onClose={() => setMoving(undefined)}>
          <MoveChooser nodes={nodes} line={moving} onChoose={(parent) => moveBelow(moving, parent)} />
        </OpenPopover>
      )}
    </InsightsFrame>
  );
}

function MoveChooser({ nodes, line, onChoose }: { nodes: readonly TreeNode[]; line: Line; onChoose: (parent: Other | undefined) => void }) {
  const parents = parentsFor(nodes, line).map(({ what }) => what);
  const options = parents.map((what) => ({ id: what.id, label: what.label, icon: <OtherGlyph other={what} /> }));
  if (options.length === 0 && !line.parent) return <p className="p-3 text-muted">{m.insights.moveNowhere}</p>;
  return (
    <div className="w-96 max-w-full [&>div]:w-full">
      <Chooser
        label={m.insights.moveBelow}
        options={[...options, ...(line.parent ? [{ id: NOWHERE, label: m.insights.moveUp }] : [])]}
        chosen={NONE}
        onChoose={(id) => onChoose(parents.find((what) => what.id === id))}
      />
    </div>
  );
}
