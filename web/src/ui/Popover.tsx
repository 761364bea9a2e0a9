/** A small layer beside a button or at any element: editors, filters, column chooser. */
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";

interface PopoverProps {
  label: string;
  children: ReactNode;
  /** The button that opens it. */
  trigger?: ReactElement;
  /** Or: open at an element. */
  anchor?: Element | null;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  /** Lies over its anchor instead of below it: editing in place. */
  over?: boolean;
}

export function Popover({ label, children, trigger, anchor, open, onOpenChange, className, over = false }: PopoverProps) {
  return (
    <Base.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner className="z-50" sideOffset={over ? ({ anchor: at }) => -at.height - 6 : 4} align="start" collisionPadding={8} {...(anchor ? { anchor } : {})}>
          <Base.Popup className={cx("layer max-h-(--available-height) max-w-(--available-width) overflow-auto", className)} aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
