/** Short messages at the edge of the screen, with what can be done about them. */
import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  kind: "done" | "problem";
  title: string;
  detail?: string;
  act?: { label: string; run: () => void };
}

const SHOWN_MS = { done: 6000, problem: 15000 };
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast(toast: Omit<Toast, "id">): number {
  const id = nextId++;
  set([...toasts.slice(-2), { ...toast, id }]);
  setTimeout(() => hideToast(id), SHOWN_MS[toast.kind]);
  return id;
}

export function hideToast(id: number): void {
  if (toasts.some((toast) => toast.id === id)) set(toasts.filter((toast) => toast.id !== id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
