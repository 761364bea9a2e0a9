/** The keys and commands of the backlog. */
import { useRouter } from "@tanstack/react-router";
import { useActions } from "@/actions/context";
import type { Action } from "@/actions/registry";
import { m } from "@/messages";
import { paths } from "@/paths";
import type { EditField } from "../edit/editing";
import type { RankRequest } from "../edit/RankDialog";
import { NOTHING, selectedCount, type Targets } from "../targets";
import { useItemWrites } from "../useItemWrites";
import { rowAt, stepRow } from "./layout";
import type { BacklogData } from "./useBacklogData";
import type { ListState } from "./useListState";

export interface BacklogActs {
  create: () => void;
  edit: (field: EditField) => void;
  rank: (request: RankRequest) => void;
  remove: (targets: Targets) => void;
  addFilter: () => void;
  focusSearch: () => void;
  saveView: () => void;
  setPeek: (open: boolean) => void;
  asOf: (position: number | undefined) => void;
}

interface Options {
  data: BacklogData;
  state: ListState;
  acts: BacklogActs;
  peeking: boolean;
  asOf: string | undefined;
  mayWrite: boolean;
  canRank: boolean;
}

const EDITS: readonly { field: EditField; id: keyof typeof m.items.actions; keys?: string; single?: boolean }[] = [
  { field: "title", id: "editTitle", keys: "e", single: true },
  { field: "status", id: "status", keys: "s" },
  { field: "lane", id: "lane", keys: "m" },
  { field: "horizon", id: "horizon", keys: "shift+h" },
  { field: "owner_id", id: "owner", keys: "o" },
  { field: "tags", id: "tags", keys: "l" },
  { field: "due", id: "due", keys: "d" },
  { field: "effort", id: "effort", keys: "shift+e", single: true },
  { field: "severity", id: "severity" },
  { field: "area_id", id: "area" },
  { field: "team_id", id: "team" },
  { field: "product_id", id: "product" },
  { field: "release_id", id: "release" },
  { field: "sprint_id", id: "sprint" },
];

export function useBacklogActions({ data, state, acts, peeking, asOf, mayWrite, canRank }: Options): void {
  const router = useRouter();
  const writes = useItemWrites();
  const t = m.items.actions;
  const { row, cursor } = state;
  const writable = mayWrite && !asOf;
  const any = () => data.total > 0;
  const here = () => row !== undefined;
  const several = () => selectedCount(state.selection, data.total) > 1;
  const onTargets = () => writable && state.targets() !== undefined;

  const rankBeside = (step: 1 | -1) => {
    if (!row || cursor === undefined) return;
    const next = stepRow(data.layout, cursor, step);
    const beside = rowAt(data.pages, next);
    if (next !== cursor && beside) acts.rank({ row, beside: { row: beside, edge: step < 0 ? "before" : "after" } });
  };
  const unwind = () => {
    if (peeking) acts.setPeek(false);
    else if (selectedCount(state.selection, data.total) > 0) state.select(NOTHING);
    else state.clearCursor();
  };
  const edits = EDITS.map(({ field, id, keys, single }): Action => ({
    id: `items.edit_${field}`,
    title: t[id],
    group: "item",
    ...(keys ? { keys: [keys] } : {}),
    when: () => onTargets() && !(single && several()),
    run: () => acts.edit(field),
  }));
  useActions([
    { id: "items.next", title: t.next, group: "list", keys: ["j", "ArrowDown"], keysOnly: true, when: any, run: () => state.step(1) },
    { id: "items.previous", title: t.previous, group: "list", keys: ["k", "ArrowUp"], keysOnly: true, when: any, run: () => state.step(-1) },
    { id: "items.extend_down", title: t.extendDown, group: "list", keys: ["shift+j", "shift+ArrowDown"], keysOnly: true, when: any, run: () => state.step(1, { extend: true }) },
    { id: "items.extend_up", title: t.extendUp, group: "list", keys: ["shift+k", "shift+ArrowUp"], keysOnly: true, when: any, run: () => state.step(-1, { extend: true }) },
    { id: "items.first", title: t.first, group: "list", keys: ["Home"], keysOnly: true, when: any, run: () => state.moveTo(0) },
    { id: "items.last", title: t.last, group: "list", keys: ["End"], keysOnly: true, when: any, run: () => state.moveTo(data.total - 1) },
    { id: "items.select", title: t.select, group: "list", keys: ["x"], keysOnly: true, when: here, run: () => cursor !== undefined && state.toggle(cursor) },
    { id: "items.select_all", title: m.items.selectAll, group: "list", keys: ["mod+a"], when: any, run: () => state.select({ kind: "all", except: new Map() }) },
    { id: "items.unwind", title: t.unwind, group: "list", keys: ["Escape"], keysOnly: true, when: () => peeking || cursor !== undefined || selectedCount(state.selection, data.total) > 0, run: unwind },
    { id: "items.open", title: t.open, group: "item", keys: ["Enter"], when: here, run: () => row && router.history.push(paths.item(row.key)) },
    { id: "items.peek", title: t.peek, group: "item", keys: ["Space"], when: here, run: () => acts.setPeek(!peeking) },
    { id: "items.why", title: t.why, group: "item", keys: ["w"], when: here, run: () => row && router.history.push(paths.item(row.key, "history")) },
    ...edits,
    { id: "items.rank_up", title: t.rankUp, group: "item", keys: ["alt+shift+ArrowUp"], when: () => canRank && here(), run: () => rankBeside(-1) },
    { id: "items.rank_down", title: t.rankDown, group: "item", keys: ["alt+shift+ArrowDown"], when: () => canRank && here(), run: () => rankBeside(1) },
    { id: "items.rank_at", title: t.rankAt, group: "item", when: () => writable && here(), run: () => row && acts.rank({ row }) },
    { id: "items.unrank", title: t.unrank, group: "item", when: () => writable && row?.override !== undefined, run: () => row && void writes.unrank(row) },
    { id: "items.remove", title: t.remove, group: "item", keys: ["Delete", "mod+Backspace"], when: onTargets, run: () => acts.remove(state.targets()!) },
    { id: "items.create", title: m.items.create, group: "create", keys: ["c"], when: () => writable, run: acts.create },
    { id: "items.filter", title: m.items.addFilter, group: "view", keys: ["f"], run: acts.addFilter },
    { id: "items.search", title: m.items.searchItems, group: "view", keys: ["/"], run: acts.focusSearch },
    { id: "items.save_view", title: m.items.saveView, group: "view", run: acts.saveView },
    { id: "items.as_of", title: t.asOf, group: "view", when: () => !asOf && (data.position ?? 0) > 1, run: () => acts.asOf(data.position) },
    { id: "items.leave_as_of", title: t.leaveAsOf, group: "view", when: () => asOf !== undefined, run: () => acts.asOf(undefined) },
  ]);
}
