/** The popup of a menu; loaded when the first one opens. */
import { Menu as Base } from "@base-ui/react/menu";
import { CheckIcon } from "./icons";
import { Kbd } from "./Kbd";
import type { MenuChoice } from "./Menu";

interface MenuLayerProps {
  anchor: Element;
  label: string;
  choices: readonly MenuChoice[];
  onClose: () => void;
}

export default function MenuLayer({ anchor, label, choices, onClose }: MenuLayerProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none" sideOffset={4} align="start" anchor={anchor}>
          <Base.Popup className="layer max-h-(--available-height) min-w-44 max-w-80 overflow-auto p-1" aria-label={label}>
            {choices.map((choice) => (
              <div key={choice.id}>
                {choice.separated && <Base.Separator className="my-1 h-px bg-line" />}
                <Base.Item className="menu-item" disabled={choice.disabledReason !== undefined} title={choice.disabledReason} onClick={choice.run}>
                  {choice.icon}
                  <span className="min-w-0 flex-1 truncate">
                    {choice.label}
                    {choice.disabledReason !== undefined && <span className="block truncate text-xs">{choice.disabledReason}</span>}
                  </span>
                  {choice.chosen && <CheckIcon />}
                  {choice.chord && <Kbd chord={choice.chord} />}
                </Base.Item>
              </div>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
