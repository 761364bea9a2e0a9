/** The popup of a popover; loaded when the first one opens. */
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface PopoverLayerProps {
  anchor: Element;
  label: string;
  children: ReactNode;
  onClose: () => void;
  className?: string | undefined;
  /** Lies over its anchor instead of below it: editing in place. */
  over?: boolean | undefined;
}

export default function PopoverLayer({ anchor, label, children, onClose, className, over = false }: PopoverLayerProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner className="z-50" sideOffset={over ? ({ anchor: at }) => -at.height - 6 : 4} align="start" collisionPadding={8} anchor={anchor}>
          <Base.Popup className={cx("layer max-h-(--available-height) max-w-(--available-width) overflow-auto", className)} aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
