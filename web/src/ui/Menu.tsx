/** Menus from data: a list of choices, with the chosen one marked; from a button, or at any element. */
import { lazy, Suspense, type ReactElement, type ReactNode } from "react";
import { LayerTrigger } from "./layers";

const MenuLayer = lazy(() => import("./MenuLayer"));

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

export function Menu({ choices, trigger, label }: { choices: readonly MenuChoice[]; trigger: ReactElement<object>; label: string }) {
  return (
    <LayerTrigger trigger={trigger} kind="menu">
      {(anchor, close) => <MenuLayer anchor={anchor} label={label} choices={choices} onClose={close} />}
    </LayerTrigger>
  );
}

/** A menu that is open, at an element. */
export function OpenMenu(props: { choices: readonly MenuChoice[]; anchor: Element; label: string; onClose: () => void }) {
  return (
    <Suspense>
      <MenuLayer {...props} />
    </Suspense>
  );
}
