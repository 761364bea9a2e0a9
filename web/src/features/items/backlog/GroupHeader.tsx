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
  /** The copy that sticks to the top: for the eye and the pointer only. */
  stuck?: boolean;
}

export function GroupHeader({ group, field, collapsed, height, onToggle, stuck = false }: GroupHeaderProps) {
  const label = facetLabel(field, group.key, group.label) || m.words.none;
  return (
    <div role="row" aria-hidden={stuck || undefined}>
      <div role="gridcell">
        <button
          type="button"
          tabIndex={stuck ? -1 : undefined}
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
      </div>
    </div>
  );
}
