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
  | { kind: "sending"; file: File; sent: number }
  | { kind: "checking" }
  | { kind: "running"; progress: Progress; lost: boolean }
  | { kind: "done"; report: ImportOutcome; position?: number }
  | { kind: "failed"; error: unknown };

export function useImport() {
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ kind: "empty" });
  const [draft, setDraft] = useState<ImportDraft>();
  /** Counts what the dry run depends on. */
  const [revision, setRevision] = useState(0);
  const upload = useRef<Upload>(undefined);
  const following = useRef<() => void>(undefined);
  useEffect(() => () => following.current?.(), []);

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
    setDraft(undefined);
    upload.current = uploadFile("/api/v1/imports", file, (sent) => setStage((now) => (now.kind === "sending" ? { ...now, sent } : now)));
    try {
      const uploaded = await upload.current.answer;
      setDraft(uploaded);
      setStage({ kind: "checking" });
    } catch (error) {
      setStage(error instanceof DOMException ? { kind: "empty" } : { kind: "empty", error });
    }
  }, []);

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
    following.current = followImport(draft.id, {
      onProgress: (progress) => setStage({ kind: "running", progress, lost: false }),
      onDone: (done) => {
        setStage({ kind: "done", ...done });
        void queries.invalidateQueries();
      },
      onFailed: (problem) => setStage({ kind: "failed", error: new ProblemError(problem) }),
      onLost: () => setStage((now) => (now.kind === "running" ? { ...now, lost: true } : now)),
    });
  };

  const restart = () => {
    following.current?.();
    if (draft && stage.kind === "checking") void api.DELETE("/api/v1/imports/{id}", { params: { path: { id: draft.id } } });
    setDraft(undefined);
    setStage({ kind: "empty" });
  };
  const linksAdded = (next: ImportDraft) => {
    setDraft(next);
    setRevision((count) => count + 1);
  };
  return { stage, draft, dryRun, take, change, commit, restart, linksAdded, cancelUpload: () => upload.current?.cancel() };
}
