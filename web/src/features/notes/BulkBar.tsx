/** What can be done with the selected notes; each act is one change set. */
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { CloseIcon } from "@/ui/icons";
import type { Selected } from "./useSelection";

interface BulkBarProps {
  selected: Selected;
  total: number;
  onProcess: () => void;
  onDismiss: (anchor: Element) => void;
  onSnooze: (anchor: Element) => void;
  onReopen: (() => void) | undefined;
}

export function BulkBar({ selected, total, onProcess, onDismiss, onSnooze, onReopen }: BulkBarProps) {
  const { count } = selected;
  return (
    <div role="toolbar" aria-label={m.notes.selected(count)} className="layer absolute bottom-4 left-1/2 z-30 flex max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-1 overflow-x-auto p-1.5">
      <span className="whitespace-nowrap px-2 font-medium" role="status">{m.notes.selected(count)}</span>
      {count < total && <Button kind="quiet" onClick={selected.all}>{m.notes.selectAll(total)}</Button>}
      <span className="mx-1 h-4 w-px bg-line" />
      <Button kind="quiet" onClick={onProcess}>{m.notes.process}</Button>
      <Button kind="quiet" onClick={(event) => onDismiss(event.currentTarget)}>{m.notes.dismiss}</Button>
      <Button kind="quiet" onClick={(event) => onSnooze(event.currentTarget)}>{m.notes.snooze}</Button>
      {onReopen && <Button kind="quiet" onClick={onReopen}>{m.notes.reopen}</Button>}
      <span className="mx-1 h-4 w-px bg-line" />
      <IconButton icon={CloseIcon} label={m.notes.clear} onClick={selected.clear} />
    </div>
  );
}
