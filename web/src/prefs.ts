/** What a person chose for this browser: theme, density, rail. Kept in localStorage, applied to the root element. */
import { useSyncExternalStore } from "react";

export interface Prefs {
  theme: "system" | "light" | "dark";
  density: "compact" | "comfortable";
  railCollapsed: boolean;
  /** Product the rail is switched to; absent = every product. */
  productId?: string | undefined;
}

const STORAGE_KEY = "outweigh.prefs";
const DEFAULTS: Prefs = { theme: "system", density: "compact", railCollapsed: false };
const listeners = new Set<() => void>();
let current = read();

function read(): Prefs {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");
    return { ...DEFAULTS, ...(stored as Partial<Prefs>) };
  } catch {
    return DEFAULTS;
  }
}

/** Puts theme and density on the root element, where the tokens read them. */
export function applyPrefs(): void {
  const root = document.documentElement;
  if (current.theme === "system") delete root.dataset.theme;
  else root.dataset.theme = current.theme;
  root.dataset.density = current.density;
}

export function getPrefs(): Prefs {
  return current;
}

export function setPrefs(change: Partial<Prefs>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  } catch {
    // Private windows may refuse storage; the choice then lasts until the tab closes.
  }
  applyPrefs();
  for (const listener of listeners) listener();
}

export function usePrefs(): Prefs {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getPrefs,
  );
}

/** Row height in pixels; must equal `--row` of the density in styles.css. */
export function rowHeight(density: Prefs["density"]): number {
  return density === "comfortable" ? 36 : 28;
}
