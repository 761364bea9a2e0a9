/** A file that was dropped somewhere in the app, waiting for the import screen to take it. */
import { useSyncExternalStore } from "react";

let pending: File | undefined;
const listeners = new Set<() => void>();

export function offerFile(file: File | undefined): void {
  pending = file;
  for (const listener of listeners) listener();
}

export function usePendingFile(): File | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
}
