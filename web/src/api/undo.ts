/** After a write: says so, offers to undo it, and undoes change sets. */
import type { QueryClient } from "@tanstack/react-query";
import { m } from "@/messages";
import { hideToast, showToast } from "@/ui/toasts";
import { api, read, type Written } from "./client";
import { headline, toProblem } from "./problem";
import type { UndoResult } from "./types";

/** Tells of a finished write, with Undo when the ledger holds it. */
export function announce(queries: QueryClient, written: Pick<Written<unknown>, "position">, title: string): void {
  const { position } = written;
  showToast({ kind: "done", title, ...(position ? { act: { label: m.shell.undo, run: () => void undoChangeSet(queries, position) } } : {}) });
}

/** Tells of a failure: what happened, what stayed as it was, what to do. */
export function tellProblem(error: unknown, options: { kept?: boolean; retry?: () => void } = {}): void {
  const problem = toProblem(error);
  const detail = [options.kept ? m.errors.kept : undefined, problem.hint].filter(Boolean).join(" ");
  showToast({ kind: "problem", title: headline(problem), detail, ...(options.retry ? { act: { label: m.errors.retry, run: options.retry } } : {}) });
}

export async function undoChangeSet(queries: QueryClient, position: number): Promise<void> {
  await settleUndo(queries, read(api.POST("/api/v1/ledger/{position}/undo", { params: { path: { position } }, body: {} })));
}

/** Undoes the caller's newest change set that is not undone. */
export async function undoLast(queries: QueryClient): Promise<void> {
  await settleUndo(queries, read(api.POST("/api/v1/ledger/undo-last")));
}

async function settleUndo(queries: QueryClient, undo: Promise<UndoResult>): Promise<void> {
  try {
    const { position } = await undo;
    const id: number = showToast({
      kind: "done",
      title: m.shell.undone,
      ...(position ? { act: { label: m.shell.redo, run: () => (hideToast(id), void undoChangeSet(queries, position)) } } : {}),
    });
    await queries.invalidateQueries();
  } catch (error) {
    tellProblem(error);
  }
}
