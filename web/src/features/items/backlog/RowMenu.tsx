/** Everything that can be done with an item, as a menu: drawn from the same registry as the keys. */
import { useEffect, useState } from "react";
import { useRegistry } from "@/actions/context";
import type { Action } from "@/actions/registry";
import { OpenMenu } from "@/ui/Menu";

export function RowMenu({ label, anchor, onClose }: { label: string; anchor: Element; onClose: () => void }) {
  const registry = useRegistry();
  const [actions, setActions] = useState<readonly Action[]>([]);
  // The row was made current in the same render: what applies to it is known only after that.
  useEffect(() => setActions(registry.available().filter(({ group }) => group === "item")), [registry]);
  const choices = actions.map((action) => ({
    id: action.id,
    label: action.title,
    ...(action.keys?.[0] ? { chord: action.keys[0] } : {}),
    // After the menu has closed, so that an editor opened by the action keeps the focus.
    run: () => void setTimeout(() => registry.run(action.id), 0),
  }));
  if (choices.length === 0) return null;
  return <OpenMenu anchor={anchor} label={label} choices={choices} onClose={onClose} />;
}
