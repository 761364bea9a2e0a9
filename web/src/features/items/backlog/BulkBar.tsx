/** What can be done with the selected items; each act is one change set. */
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { CloseIcon } from "@/ui/icons";
import type { EditField } from "../edit/editing";

const FIELDS: readonly [EditField, string][] = [
  ["lane", m.items.fields.lane!],
  ["horizon", m.items.fields.horizon!],
  ["status", m.items.fields.status!],
  ["owner_id", m.items.fields.owner!],
  ["tags", m.items.fields.tags!],
  ["due", m.items.fields.due!],
];

interface BulkBarProps {
  count: number;
  total: number;
  onEdit: (field: EditField, anchor: Element) => void;
  onSelectAll: () => void;
  onDelete: () => void;
  onClear: () => void;
}

export function BulkBar({ count, total, onEdit, onSelectAll, onDelete, onClear }: BulkBarProps) {
  return (
    <div role="toolbar" aria-label={m.items.selected(count)} className="layer absolute bottom-4 left-1/2 z-30 flex max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-1 overflow-x-auto p-1.5">
      <span className="whitespace-nowrap px-2 font-medium" role="status">{m.items.selected(count)}</span>
      {count < total && <Button kind="quiet" onClick={onSelectAll}>{m.items.selectAll}</Button>}
      <span className="mx-1 h-4 w-px bg-line" />
      {FIELDS.map(([field, label]) => (
        <Button key={field} kind="quiet" onClick={(event) => onEdit(field, event.currentTarget)}>{label}</Button>
      ))}
      <Button kind="quiet" className="!text-danger" onClick={onDelete}>{m.items.actions.remove}</Button>
      <span className="mx-1 h-4 w-px bg-line" />
      <IconButton icon={CloseIcon} label={m.items.clearSelection} onClick={onClear} />
    </div>
  );
}
