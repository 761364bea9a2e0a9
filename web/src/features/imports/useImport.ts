/** One import from the file to its result: uploaded, looked at, tried, committed, followed. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, read } from "@/api/client";
import { ProblemError } from "@/api/problem";
import type { ImportChoices, ImportDraft, ImportOutcome } from "@/api/types";
import { tellProblem } from "@/api/undo";
import { followImport, type Progress } from "./progress";
import { uploadFile, type Upload } from "./upload";

export type Stage =
  | { kind: "empty"; error?: unknown }
  | { kind: "opening" }
  | { kind: "sending"; file: File; sent: number }
  | { kind: "checking" }
  | { kind: "running"; progress: Progress; lost: boolean }
  | { kind: "done"; report: ImportOutcome; position?: number }
  | { kind: "failed"; error: unknown };

/** Where an upload stands that someone comes back to. */
export function stageOf(state: ImportDraft["state"]): Stage {
  switch (state.state) {
    case "waiting":
      return { kind: "checking" };
    case "progress":
      return { kind: "running", progress: { phase: state.phase, done: state.done, total: state.total }, lost: false };
    case "done":
      return { kind: "done", report: state.report as ImportOutcome, ...(state.position === undefined ? {} : { position: state.position }) };
    case "failed":
      return { kind: "failed", error: new ProblemError(state.problem) };
  }
}

const UPLOADS = ["imports"] as const;

/** `id` is the upload that the URL names; `onId` puts another there, and the screen begins anew with it. */
export function useImport(id: string | undefined, onId: (id: string | undefined) => void) {
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ kind: id ? "opening" : "empty" });
  const [draft, setDraft] = useState<ImportDraft>();
  /** Counts what the dry run depends on. */
  const [revision, setRevision] = useState(0);
  const upload = useRef<Upload>(undefined);
  const following = useRef<() => void>(undefined);
  useEffect(() => () => following.current?.(), []);

  const uploads = useQuery({ queryKey: UPLOADS, queryFn: () => read(api.GET("/api/v1/imports")), enabled: stage.kind === "empty", gcTime: 0 });
  const running = uploads.data?.find(({ state }) => state.state === "progress")?.id;
  useEffect(() => {
    if (!id && stage.kind === "empty" && running) onId(running);
  }, [id, stage.kind, running, onId]);

  const follow = useCallback(
    (followed: string) => {
      following.current?.();
      following.current = followImport(followed, {
        onProgress: (progress) => setStage({ kind: "running", progress, lost: false }),
        onDone: (done) => {
          setStage({ kind: "done", ...done });
          void queries.invalidateQueries();
        },
        onFailed: (problem) => setStage({ kind: "failed", error: new ProblemError(problem) }),
        onLost: () => setStage((now) => (now.kind === "running" ? { ...now, lost: true } : now)),
      });
    },
    [queries],
  );

  useEffect(() => {
    if (!id) return;
    let left = false;
    const resume = async () => {
      try {
        const found = await read(api.GET("/api/v1/imports/{id}", { params: { path: { id } } }));
        if (left) return;
        setDraft(found);
        setStage(stageOf(found.state));
        if (found.state.state === "progress") follow(id);
      } catch (error) {
        if (!left) setStage({ kind: "empty", error });
      }
    };
    void resume();
    return () => {
      left = true;
    };
  }, [id, follow]);

  const dryRun = useQuery({
    queryKey: ["imports", draft?.id, revision],
    queryFn: () => read(api.POST("/api/v1/imports/{id}/dry-run", { params: { path: { id: draft!.id } } })),
    enabled: stage.kind === "checking" && draft !== undefined,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });

  const take = useCallback(async (file: File) => {
    setStage({ kind: "sending", file, sent: 0 });
    upload.current = uploadFile("/api/v1/imports", file, (sent) => setStage((now) => (now.kind === "sending" ? { ...now, sent } : now)));
    try {
      onId((await upload.current.answer).id);
    } catch (error) {
      setStage(error instanceof DOMException ? { kind: "empty" } : { kind: "empty", error });
    }
  }, [onId]);

  const change = async (choices: ImportChoices) => {
    if (!draft) return;
    if (choices.mapping) setDraft({ ...draft, mapping: choices.mapping });
    try {
      setDraft(await read(api.PUT("/api/v1/imports/{id}", { params: { path: { id: draft.id } }, body: choices })));
      setRevision((count) => count + 1);
    } catch (error) {
      setDraft(draft);
      tellProblem(error, { kept: true });
    }
  };

  const commit = async () => {
    if (!draft) return;
    setStage({ kind: "running", progress: { phase: "", done: 0, total: draft.rows }, lost: false });
    try {
      await read(api.POST("/api/v1/imports/{id}/commit", { params: { path: { id: draft.id } } }));
    } catch (error) {
      return setStage({ kind: "failed", error });
    }
    follow(draft.id);
  };

  const restart = async () => {
    if (draft && stage.kind === "checking") await api.DELETE("/api/v1/imports/{id}", { params: { path: { id: draft.id } } });
    onId(undefined);
  };
  const linksAdded = (next: ImportDraft) => {
    setDraft(next);
    setRevision((count) => count + 1);
  };
  const waiting = stage.kind === "empty" ? (uploads.data ?? []).filter(({ state }) => state.state === "waiting") : [];
  return { stage, draft, dryRun, waiting, take, change, commit, restart, linksAdded, cancelUpload: () => upload.current?.cancel() };
}
