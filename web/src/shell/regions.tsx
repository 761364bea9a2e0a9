/** Places in the shell that screens fill: the top bar (crumbs, tools) and the peek panel on the right. */
import { useLayoutEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { createPortal } from "react-dom";

export type RegionName = "crumbs" | "tools" | "peek";
const places = new Map<RegionName, HTMLElement>();
const listeners = new Set<() => void>();

/** Ref of the element that is the region. */
export function regionRef(name: RegionName) {
  return (element: HTMLElement | null) => {
    if (element) places.set(name, element);
    else places.delete(name);
    for (const listener of listeners) listener();
  };
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Draws its children in a region of the shell. */
export function Region({ name, children }: { name: RegionName; children: ReactNode }) {
  const place = useSyncExternalStore(subscribe, () => places.get(name));
  const [ready, setReady] = useState(false);
  useLayoutEffect(() => setReady(true), []);
  return ready && place ? createPortal(children, place) : null;
}
