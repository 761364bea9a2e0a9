/** Menus from data: a list of choices, with the chosen one marked. */
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { CheckIcon } from "./icons";
import { Kbd } from "./Kbd";

export interface MenuChoice {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  chosen?: boolean;
  /** Chord shown at the right. */
  chord?: string;
  /** Why it cannot be chosen now. */
  disabledReason?: string | undefined;
  separated?: boolean;
  run: () => void;
}

interface MenuProps {
  choices: readonly MenuChoice[];
  /** The button that opens it. */
  trigger?: ReactElement;
  /** Or: open from outside, at an element. */
  open?: boolean;
  anchor?: Element | null;
  onOpenChange?: (open: boolean) => void;
  label?: string;
}

export function Menu({ choices, trigger, open, anchor, onOpenChange, label }: MenuProps) {
  return (
    <Base.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none" sideOffset={4} align="start" {...(anchor ? { anchor } : {})}>
          <Base.Popup className="layer max-h-(--available-height) min-w-44 max-w-80 overflow-auto p-1" aria-label={label}>
            {choices.map((choice) => (
              <div key={choice.id}>
                {choice.separated && <Base.Separator className="my-1 h-px bg-line" />}
                <Base.Item className="menu-item" disabled={choice.disabledReason !== undefined} title={choice.disabledReason} onClick={choice.run}>
                  {choice.icon}
                  <span className="min-w-0 flex-1 truncate">
                    {choice.label}
                    {choice.disabledReason && <span className="block truncate text-xs">{choice.disabledReason}</span>}
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
