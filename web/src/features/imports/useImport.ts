/** One import from the file to its result: uploaded, looked at, tried, committed, followed. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, read } from "@/api/client";
import { ProblemError } from "@/api/problem";
import type { ImportDraft, ImportOptions, ImportPreset, ImportReport } from "@/api/types";
import { tellProblem } from "@/api/undo";
import { followImport, type Progress } from "./progress";
import { uploadFile, type Upload } from "./upload";

export type Stage =
  | { kind: "empty"; error?: unknown }
  | { kind: "sending"; file: File; sent: number }
  | { kind: "checking" }
  | { kind: "running"; progress: Progress; lost: boolean }
  | { kind: "done"; report: ImportReport; position?: number }
  | { kind: "failed"; error: unknown };

export interface DraftChange {
  preset?: ImportPreset;
  mapping?: Record<string, string>;
  options?: ImportOptions;
}

export function useImport() {
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ kind: "empty" });
  const [draft, setDraft] = useState<ImportDraft>();
  const [options, setOptions] = useState<ImportOptions>({});
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
    setOptions({});
    upload.current = uploadFile("/api/v1/imports", file, (sent) => setStage((now) => (now.kind === "sending" ? { ...now, sent } : now)));
    try {
      const uploaded = await upload.current.answer;
      setDraft(uploaded);
      setStage({ kind: "checking" });
    } catch (error) {
      setStage(error instanceof DOMException ? { kind: "empty" } : { kind: "empty", error });
    }
  }, []);

  const change = async (next: DraftChange) => {
    if (!draft) return;
    const before = { draft, options };
    const wanted = next.options ?? options;
    setOptions(wanted);
    if (next.mapping) setDraft({ ...draft, mapping: next.mapping });
    try {
      // A preset brings its own mapping.
      const mapping = next.preset ? {} : { mapping: next.mapping ?? draft.mapping };
      setDraft(await read(api.PUT("/api/v1/imports/{id}", { params: { path: { id: draft.id } }, body: { preset: next.preset ?? draft.preset, ...mapping, options: wanted } })));
      setRevision((count) => count + 1);
    } catch (error) {
      setDraft(before.draft);
      setOptions(before.options);
      tellProblem(error, { kept: true });
    }
  };

  const commit = async () => {
    if (!draft) return;
    setStage({ kind: "running", progress: { phase: "", done: 0, total: draft.rows }, lost: false });
    try {
      await read(api.POST("/api/v1/imports/{id}/commit", { params: { path: { id: draft.id } }, body: {} }));
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
  return { stage, draft, options, dryRun, take, change, commit, restart, cancelUpload: () => upload.current?.cancel(), linksAdded: () => setRevision((count) => count + 1) };
}
