/** Asks a person to choose between two values per field after a 409; the shell draws the dialog. */
import { useSyncExternalStore } from "react";

export interface MergeConflict {
  field: string;
  label: string;
  yours: string;
  theirs: string;
  base?: string | undefined;
}
export interface MergeQuestion {
  /** What the conflict is about: an item's key and title. */
  subject: string;
  conflicts: readonly MergeConflict[];
  /** The fields where one's own value is kept; undefined = all theirs. */
  answer: (yours: ReadonlySet<string> | undefined) => void;
}

let question: MergeQuestion | undefined;
const listeners = new Set<() => void>();

function set(next: MergeQuestion | undefined): void {
  question = next;
  for (const listener of listeners) listener();
}

export function askMerge(subject: string, conflicts: readonly MergeConflict[]): Promise<ReadonlySet<string> | undefined> {
  return new Promise((resolve) => {
    question?.answer(undefined);
    set({
      subject,
      conflicts,
      answer: (yours) => {
        set(undefined);
        resolve(yours);
      },
    });
  });
}

export function useMergeQuestion(): MergeQuestion | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => question,
  );
}
