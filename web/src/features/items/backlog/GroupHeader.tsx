/** Head of a group: its name, how many, how much work; opens and closes it. */
import type { ItemGroup } from "@/api/types";
import { facetLabel } from "../facets";
import { m } from "@/messages";
import { ChevronDownIcon, ChevronRightIcon } from "@/ui/icons";

interface GroupHeaderProps {
  group: ItemGroup;
  /** Field the list is grouped by. */
  field: string;
  collapsed: boolean;
  height: number;
  onToggle: (key: string) => void;
}

export function GroupHeader({ group, field, collapsed, height, onToggle }: GroupHeaderProps) {
  const label = facetLabel(field, group.key, group.label) || m.words.none;
  return (
    <button
      type="button"
      aria-expanded={!collapsed}
      aria-label={`${m.items.groupToggle(label, collapsed)}: ${m.items.groupMeta(group.count, group.effort_days)}`}
      className="flex w-full items-center gap-2 border-b border-line bg-canvas px-3 text-left font-medium"
      style={{ height }}
      onClick={() => onToggle(group.key)}
    >
      {collapsed ? <ChevronRightIcon className="text-muted" /> : <ChevronDownIcon className="text-muted" />}
      {label}
      <span className="font-normal text-muted">{m.items.groupMeta(group.count, group.effort_days)}</span>
    </button>
  );
}
