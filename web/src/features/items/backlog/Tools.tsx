/** The backlog's tools in the top bar: sort, group, columns, save as view, new item. */
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { BookmarkIcon, GroupIcon, PlusIcon, SortIcon } from "@/ui/icons";
import { Kbd } from "@/ui/Kbd";
import { Menu } from "@/ui/Menu";
import { fieldLabel } from "../names";
import { ColumnMenu } from "./ColumnMenu";
import type { Column } from "./columns";

const SORTS = ["rank", "score", "title", "key", "due", "created", "updated", "effort", "status", "lane"];
const GROUPS = ["lane", "horizon", "status", "owner", "product", "area", "team"];

interface ToolsProps {
  sort: string;
  group: string | undefined;
  columns: readonly Column[];
  customFields: readonly string[];
  onSort: (sort: string) => void;
  onGroup: (group: string | undefined) => void;
  onColumns: (columns: readonly Column[]) => void;
  onSaveView: () => void;
  onCreate: (() => void) | undefined;
}

export function Tools({ sort, group, columns, customFields, onSort, onGroup, onColumns, onSaveView, onCreate }: ToolsProps) {
  const field = sort.replace(/^-/, "");
  const sorts = [
    ...SORTS.map((key) => ({ id: key, label: fieldLabel(key), chosen: key === field, run: () => onSort(key) })),
    { id: "reverse", label: m.items.sortDescending, chosen: sort.startsWith("-"), separated: true, run: () => onSort(sort.startsWith("-") ? field : `-${field}`) },
  ];
  const groups = [
    { id: "none", label: m.items.groupNone, chosen: !group, run: () => onGroup(undefined) },
    ...GROUPS.map((key) => ({ id: key, label: fieldLabel(key), chosen: key === group, run: () => onGroup(key) })),
  ];
  return (
    <>
      <Menu label={m.items.sort} choices={sorts} trigger={<Button kind="quiet" title={m.items.sort}><SortIcon /><span className="max-lg:sr-only">{fieldLabel(field)}</span></Button>} />
      <Menu label={m.items.group} choices={groups} trigger={<Button kind="quiet" title={m.items.group}><GroupIcon /><span className="max-lg:sr-only">{group ? fieldLabel(group) : m.items.group}</span></Button>} />
      <ColumnMenu columns={columns} customFields={customFields} onColumns={onColumns} />
      <IconButton icon={BookmarkIcon} label={m.items.saveView} className="max-sm:hidden" onClick={onSaveView} />
      {onCreate && (
        <Button kind="primary" onClick={onCreate} aria-label={m.items.create}>
          <PlusIcon />
          <span className="max-sm:sr-only">{m.items.create}</span>
          <span className="max-lg:hidden opacity-80 [&_kbd]:border-transparent [&_kbd]:bg-transparent [&_kbd]:text-accent-ink"><Kbd chord="c" /></span>
        </Button>
      )}
    </>
  );
}
