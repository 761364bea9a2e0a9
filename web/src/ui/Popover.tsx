/** A small layer beside a button or at any element: editors, filters, column chooser. */
import { lazy, Suspense, type ReactElement, type ReactNode } from "react";
import { LayerTrigger } from "./layers";
import type { PopoverLayerProps } from "./PopoverLayer";
import { KeepTyped } from "./typedAhead";

const PopoverLayer = lazy(() => import("./PopoverLayer"));

interface PopoverProps {
  label: string;
  trigger: ReactElement<object>;
  children: ReactNode;
  className?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function Popover({ label, trigger, children, className, open, onOpenChange }: PopoverProps) {
  return (
    <LayerTrigger trigger={trigger} kind="dialog" open={open} onOpenChange={onOpenChange}>
      {(anchor, close) => (
        <PopoverLayer anchor={anchor} label={label} className={className} onClose={close}>
          {children}
        </PopoverLayer>
      )}
    </LayerTrigger>
  );
}

/** A popover that is open, at an element. */
export function OpenPopover(props: PopoverLayerProps) {
  return (
    <Suspense fallback={<KeepTyped />}>
      <PopoverLayer {...props} />
    </Suspense>
  );
}
