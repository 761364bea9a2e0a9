/** Gives the action registry to the tree, and listens for keys once, at the window. */
import { createContext, useContext, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { ActionRegistry, type Action, type Level } from "./registry";

const RegistryContext = createContext<ActionRegistry | undefined>(undefined);

export function ActionProvider({ children, registry }: { children: ReactNode; registry?: ActionRegistry }) {
  const [own] = useState(() => registry ?? new ActionRegistry());
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => void own.handle(event, performance.now());
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [own]);
  return <RegistryContext value={own}>{children}</RegistryContext>;
}

export function useRegistry(): ActionRegistry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error("useRegistry needs an ActionProvider above it");
  return registry;
}

/**
 * Registers actions for as long as the component is mounted. The list may be rebuilt on every render:
 * `run` and `when` always reach the newest closures, and the registry only hears of changed ids, titles or keys.
 */
export function useActions(actions: readonly Action[], level: Level = "screen"): void {
  const registry = useRegistry();
  const latest = useRef(actions);
  // Before ordinary effects, so that a menu drawn in the same render asks the newest `when`.
  useLayoutEffect(() => {
    latest.current = actions;
  });
  const signature = JSON.stringify(actions.map(({ id, title, group, keys, keysOnly }) => [id, title, group, keys, keysOnly]));
  useEffect(() => {
    const find = (id: string) => latest.current.find((action) => action.id === id);
    const bound = latest.current.map((action) => ({
      ...action,
      when: () => {
        const now = find(action.id);
        return now ? (now.when?.() ?? true) : false;
      },
      run: () => find(action.id)?.run(),
    }));
    return registry.register(bound, level);
  }, [registry, signature, level]);
}

/** Silences the registry while `open`: a modal layer owns the keyboard. */
export function useKeyBlock(open: boolean): void {
  const registry = useRegistry();
  useEffect(() => (open ? registry.block() : undefined), [open, registry]);
}
