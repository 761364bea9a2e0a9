/** Chooses the columns and their order. */
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { ChevronDownIcon, ColumnsIcon } from "@/ui/icons";
import { Popover } from "@/ui/Popover";
import { COLUMN_KINDS, columnsOf, customColumn, type Column } from "./columns";

interface ColumnMenuProps {
  columns: readonly Column[];
  /** Names of the custom fields that the listed items have. */
  customFields: readonly string[];
  onColumns: (columns: readonly Column[]) => void;
}

export function ColumnMenu({ columns, customFields, onColumns }: ColumnMenuProps) {
  const hidden = [...COLUMN_KINDS, ...customFields.map(customColumn)].filter((kind) => !columns.some(({ key }) => key === kind.key));
  const toggle = (column: Column, on: boolean) => onColumns(on ? [...columns, column] : columns.filter(({ key }) => key !== column.key));
  const move = (index: number, by: 1 | -1) => {
    const next = [...columns];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    onColumns(next);
  };
  const line = (column: Column, index: number | undefined) => (
    <li key={column.key} className="flex h-7 items-center gap-2 rounded-sm px-2 hover:bg-hover">
      <label className="flex min-w-0 flex-1 items-center gap-2">
        <input type="checkbox" className="accent-accent" checked={index !== undefined} disabled={column.key === "title"} onChange={(event) => toggle(column, event.target.checked)} />
        <span className="truncate">{column.label}</span>
      </label>
      {index !== undefined && (
        <>
          <IconButton icon={Up} label={m.items.moveLeft(column.label)} className="!size-6" disabled={index === 0} onClick={() => move(index, -1)} />
          <IconButton icon={ChevronDownIcon} label={m.items.moveRight(column.label)} className="!size-6" disabled={index === columns.length - 1} onClick={() => move(index, 1)} />
        </>
      )}
    </li>
  );
  return (
    <Popover label={m.items.columns} className="w-64 p-1" trigger={<IconButton icon={ColumnsIcon} label={m.items.columns} className="max-sm:hidden" />}>
      <ul>
        {columns.map((column, index) => line(column, index))}
        {hidden.map((column) => line(column, undefined))}
      </ul>
      <Button kind="quiet" className="mt-1 w-full" onClick={() => onColumns(columnsOf(undefined))}>{m.items.columnsReset}</Button>
    </Popover>
  );
}

const Up: typeof ChevronDownIcon = (props) => <ChevronDownIcon {...props} style={{ rotate: "180deg" }} />;
