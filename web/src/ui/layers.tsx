/** Buttons that open a layer. The layer's code is fetched when the first one opens, to keep the first route small. */
import { cloneElement, Suspense, useRef, useState, type ReactElement, type ReactNode, type Ref } from "react";
import { KeepTyped } from "./typedAhead";

interface TriggerProps {
  ref?: Ref<HTMLButtonElement>;
  onClick?: () => void;
  onPointerDown?: () => void;
  "aria-haspopup"?: "menu" | "dialog";
  "aria-expanded"?: boolean;
}

interface LayerTriggerProps {
  trigger: ReactElement<TriggerProps>;
  kind: "menu" | "dialog";
  /** Opened from outside too (by a key); absent = by the button alone. */
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  children: (anchor: Element, close: () => void) => ReactNode;
}

export function LayerTrigger({ trigger, kind, open: opened, onOpenChange, children }: LayerTriggerProps) {
  const [own, setOwn] = useState(false);
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  const openAtPress = useRef(false);
  const open = opened ?? own;
  const set = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const button = cloneElement(trigger, {
    ref: setAnchor,
    "aria-haspopup": kind,
    "aria-expanded": open,
    // The press itself closes an open layer (it is outside of it); the click that follows must not open it again.
    onPointerDown: () => void (openAtPress.current = open),
    onClick: () => {
      set(!openAtPress.current);
      openAtPress.current = false;
    },
  });
  return (
    <>
      {button}
      <Suspense fallback={<KeepTyped />}>{open && anchor && children(anchor, () => set(false))}</Suspense>
    </>
  );
}
