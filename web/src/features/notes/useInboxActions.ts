/** The keys and commands of the inbox. */
import { useQueryClient } from "@tanstack/react-query";
import { useActions } from "@/actions/context";
import { undoLast } from "@/api/undo";
import { m } from "@/messages";
import type { NoteLine } from "./lines";
import type { Selected } from "./useSelection";

interface Options {
  lines: readonly NoteLine[];
  open: string | undefined;
  selected: Selected;
  writable: boolean;
  /** Whether a note stands open that is not open. */
  sorted: boolean;
  acts: {
    show: (id: string) => void;
    read: () => void;
    leave: () => void;
    canLeave: boolean;
    process: () => void;
    dismiss: () => void;
    snooze: () => void;
    reopen: () => void;
    duplicate: () => void;
    similar: (by: 1 | -1) => void;
    capture: () => void;
    focusSearch: () => void;
    toggleFilters: () => void;
  };
}

export function useInboxActions({ lines, open, selected, writable, sorted, acts }: Options): void {
  const queries = useQueryClient();
  const t = m.notes.actions;
  const at = lines.findIndex(({ id }) => id === open);
  const any = () => lines.length > 0;
  const step = (by: number, extend = false) => {
    const next = lines[Math.max(0, Math.min(lines.length - 1, at < 0 ? 0 : at + by))];
    if (!next) return;
    if (extend) selected.extendTo(next.id);
    acts.show(next.id);
  };
  const onTargets = () => writable && selected.targets() !== undefined;
  const onOpen = () => writable && open !== undefined;
  useActions([
    { id: "notes.next", title: t.next, group: "list", keys: ["j", "ArrowDown"], keysOnly: true, when: any, run: () => step(1) },
    { id: "notes.previous", title: t.previous, group: "list", keys: ["k", "ArrowUp"], keysOnly: true, when: any, run: () => step(-1) },
    { id: "notes.extend_down", title: t.extendDown, group: "list", keys: ["shift+j", "shift+ArrowDown"], keysOnly: true, when: any, run: () => step(1, true) },
    { id: "notes.extend_up", title: t.extendUp, group: "list", keys: ["shift+k", "shift+ArrowUp"], keysOnly: true, when: any, run: () => step(-1, true) },
    { id: "notes.first", title: t.first, group: "list", keys: ["Home"], keysOnly: true, when: any, run: () => step(-lines.length) },
    { id: "notes.last", title: t.last, group: "list", keys: ["End"], keysOnly: true, when: any, run: () => step(lines.length) },
    { id: "notes.select", title: m.notes.select, group: "list", keys: ["x"], keysOnly: true, when: () => at >= 0, run: () => open && selected.toggle(open) },
    { id: "notes.select_all", title: m.items.selectAll, group: "list", keys: ["mod+a"], when: any, run: selected.all },
    { id: "notes.unwind", title: t.unwind, group: "list", keys: ["Escape"], keysOnly: true, when: () => selected.count > 0 || acts.canLeave, run: () => (selected.count > 0 ? selected.clear() : acts.leave()) },
    { id: "notes.open", title: t.openNote, group: "item", keys: ["Enter", "Space"], when: () => open !== undefined, run: acts.read },
    { id: "notes.process", title: m.notes.process, group: "item", keys: ["1"], when: onTargets, run: acts.process },
    { id: "notes.duplicate", title: m.notes.duplicate, group: "item", keys: ["2"], when: onOpen, run: acts.duplicate },
    { id: "notes.dismiss", title: m.notes.dismiss, group: "item", keys: ["3"], when: onTargets, run: acts.dismiss },
    { id: "notes.snooze", title: m.notes.snooze, group: "item", keys: ["h"], when: onTargets, run: acts.snooze },
    { id: "notes.reopen", title: m.notes.reopen, group: "item", keys: ["r"], when: () => onTargets() && (sorted || selected.count > 0), run: acts.reopen },
    { id: "notes.next_similar", title: t.nextSimilar, group: "item", keys: ["."], keysOnly: true, when: onOpen, run: () => acts.similar(1) },
    { id: "notes.previous_similar", title: t.previousSimilar, group: "item", keys: [","], keysOnly: true, when: onOpen, run: () => acts.similar(-1) },
    { id: "notes.undo", title: t.undo, group: "general", keys: ["u"], keysOnly: true, run: () => void undoLast(queries) },
    { id: "notes.capture", title: m.notes.capture, group: "create", keys: ["c"], when: () => writable, run: acts.capture },
    { id: "notes.search", title: m.notes.search, group: "view", keys: ["/"], run: acts.focusSearch },
    { id: "notes.filter", title: m.notes.filter, group: "view", keys: ["f"], run: acts.toggleFilters },
  ]);
}
