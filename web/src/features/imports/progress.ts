/** The progress of a running import, and how long it will still take. */
import type { ImportOutcome, Problem } from "@/api/types";

export interface Progress {
  phase: string;
  done: number;
  total: number;
  /** Seconds that are left of this phase, once there is something to go by. */
  left?: number | undefined;
}

/** Seconds until `total`, from the pace of this phase so far; undefined before two per cent, when any figure would be a guess. */
export function secondsLeft({ done, total }: { done: number; total: number }, elapsedMs: number): number | undefined {
  if (total <= 0 || done >= total || done / total < 0.02 || elapsedMs < 500) return undefined;
  return ((elapsedMs / done) * (total - done)) / 1000;
}

export interface Followers {
  onProgress: (progress: Progress) => void;
  onDone: (done: { report: ImportOutcome; position?: number }) => void;
  onFailed: (problem: Problem) => void;
  onLost: () => void;
}

/** Follows an import until it ends; the returned function stops following, not the import. */
export function followImport(id: string, { onProgress, onDone, onFailed, onLost }: Followers): () => void {
  const source = new EventSource(`/api/v1/imports/${id}/events`);
  let phase = "";
  let began = performance.now();
  const read = <T>(event: Event) => JSON.parse((event as MessageEvent<string>).data) as T;
  source.addEventListener("progress", (event) => {
    const now = read<Partial<Progress>>(event);
    if (now.phase === undefined || now.done === undefined || now.total === undefined) return; // It waits to begin.
    const { done, total } = now;
    if (now.phase !== phase) {
      phase = now.phase;
      began = performance.now();
    }
    onProgress({ phase, done, total, left: secondsLeft({ done, total }, performance.now() - began) });
  });
  source.addEventListener("done", (event) => {
    source.close();
    onDone(read(event));
  });
  source.addEventListener("failed", (event) => {
    source.close();
    onFailed(read<{ problem: Problem }>(event).problem);
  });
  source.addEventListener("error", () => {
    // The browser tries again on its own; only a closed stream is lost.
    if (source.readyState === EventSource.CLOSED) onLost();
  });
  return () => source.close();
}
