/** One rubric: read when it is locked, edited while it is a draft, previewed, activated. */
import { useQuery } from "@tanstack/react-query";
import { useBlocker, useParams, useRouter } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useActions } from "@/actions/context";
import { api, read } from "@/api/client";
import type { PreviewRow, Rubric } from "@/api/types";
import { tellProblem } from "@/api/undo";
import { mayApprove, mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Field } from "@/ui/Field";
import { Link } from "@/ui/Link";
import { Notice, ProblemLine, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { rubricsQuery } from "@/features/item";
import { CriteriaEditor } from "./CriteriaEditor";
import { draftOf, isChanged, type RubricDraft } from "./draft";
import { Preview } from "./Preview";
import { StateBadge } from "./StateBadge";
import { TermsEditor } from "./TermsEditor";
import { useRubricWrites } from "./useRubricWrites";

export function RubricScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const rubrics = useQuery(rubricsQuery);
  if (rubrics.isPending) return <div className="p-8"><Skeleton label={m.errors.loading} lines={10} /></div>;
  if (rubrics.error) return <ProblemNotice error={rubrics.error} onRetry={() => void rubrics.refetch()} />;
  const rubric = rubrics.data.find((each) => each.id === id);
  if (!rubric) return <Notice title={m.rubrics.notFound} actions={<Link href={paths.rubrics()} className="text-accent underline">{m.rubrics.title}</Link>} />;
  return <Editor key={rubric.id} rubric={rubric} />;
}

function Editor({ rubric }: { rubric: Rubric }) {
  const router = useRouter();
  const session = useSession();
  const writes = useRubricWrites();
  const [draft, setDraft] = useState<RubricDraft>(() => draftOf(rubric));
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [layer, setLayer] = useState<"activate" | "remove">();
  const [preview, setPreview] = useState<{ top: PreviewRow[]; entering: number; of: RubricDraft }>();
  const [error, setError] = useState<unknown>();
  const locked = rubric.locked ?? rubric.state !== "draft";
  const readOnly = locked || !mayWrite(session);
  const changed = !readOnly && isChanged(draft, rubric);
  useBlocker({ shouldBlockFn: () => !window.confirm(m.rubrics.unsaved), enableBeforeUnload: changed, disabled: !changed });

  const change = (part: Partial<RubricDraft>) => setDraft((now) => ({ ...now, ...part }));
  const onState = useCallback((place: string, right: boolean) => setWrong((now) => (now.has(place) === !right ? now : right ? new Set([...now].filter((other) => other !== place)) : new Set([...now, place]))), []);
  const attempt = async (work: () => Promise<void>) => {
    setError(undefined);
    try {
      await work();
    } catch (problem) {
      setError(problem);
    }
  };
  const save = () => attempt(async () => setDraft(draftOf(await writes.save(rubric, draft))));
  const look = () =>
    attempt(async () => {
      const { id, preset, version_number, state } = rubric;
      const found = await read(api.POST("/api/v1/rubrics/preview", { body: { rubric: { id, version_number, state, ...(preset ? { preset } : {}), ...draft } } }));
      setPreview({ top: found.top, entering: found.entering ?? 0, of: draft });
    });
  const copy = async () => {
    try {
      router.history.push(paths.rubric((await writes.make({ from_id: rubric.id }, m.rubrics.copied)).id));
    } catch (problem) {
      tellProblem(problem);
    }
  };
  const broken = wrong.size > 0 ? m.rubrics.fixFirst : undefined;
  const saveRefused = broken ?? (changed ? undefined : m.rubrics.nothingToSave);
  const activateRefused = !mayApprove(session) ? m.rubrics.approverNeeded : changed ? m.rubrics.saveFirst : broken;
  useActions([
    { id: "rubrics.save", title: m.rubrics.save, group: "general", keys: ["mod+s"], when: () => !readOnly && saveRefused === undefined, run: () => void save() },
    { id: "rubrics.preview", title: m.rubrics.preview, group: "view", keys: ["p"], run: () => void look() },
    { id: "rubrics.copy", title: m.rubrics.copy, group: "create", when: () => mayWrite(session), run: () => void copy() },
  ]);
  return (
    <>
      <Region name="crumbs">
        <Link href={paths.rubrics()} className="font-normal text-muted hover:text-ink max-sm:hidden">{m.rubrics.title}</Link>
        <span className="text-faint max-sm:hidden" aria-hidden="true">/</span>
        <h1 className="truncate text-base">{rubric.name}</h1>
        <span className="whitespace-nowrap font-normal text-faint max-sm:hidden">{m.rubrics.version(rubric.version_number)}</span>
        <StateBadge rubric={rubric} />
      </Region>
      <Region name="tools">
        {changed && <span className="text-sm text-warn max-lg:hidden">{m.rubrics.unsaved}</span>}
        {locked && mayWrite(session) && <Button kind="primary" onClick={() => void copy()}>{m.rubrics.copy}</Button>}
        {!readOnly && <Button onClick={() => void save()} disabledReason={saveRefused}>{m.rubrics.save}</Button>}
        {!readOnly && <Button kind="primary" disabledReason={activateRefused} onClick={() => setLayer("activate")}>{m.rubrics.activate}</Button>}
      </Region>
      <div className="mx-auto flex w-full max-w-[1120px] flex-col gap-7 px-4 pb-16 pt-5 sm:px-8">
        {locked && <p className="rounded-md bg-active px-3 py-2">{m.rubrics.lockedText}</p>}
        <ProblemLine error={error} />
        {!readOnly && <Field label={m.rubrics.name}>{(control) => <input {...control} required className="field max-w-md" value={draft.name} onChange={(event) => change({ name: event.target.value })} />}</Field>}
        <TermsEditor draft={draft} readOnly={readOnly} onChange={change} onState={onState} />
        <CriteriaEditor criteria={draft.criteria} readOnly={readOnly} onChange={(criteria) => change({ criteria })} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => void look()} disabledReason={broken}>{preview ? m.rubrics.previewAgain : m.rubrics.preview}</Button>
          {!readOnly && <Button kind="quiet" onClick={() => setLayer("remove")}>{m.rubrics.remove}</Button>}
        </div>
        {preview && <Preview top={preview.top} entering={preview.entering} stale={JSON.stringify(preview.of) !== JSON.stringify(draft)} />}
      </div>
      {layer === "activate" && (
        <Confirm title={m.rubrics.activateTitle(rubric.name, rubric.version_number)} act={m.rubrics.activate} reason="required" onClose={() => setLayer(undefined)} onConfirm={(reason) => writes.activate(rubric, reason)}>
          <p>{m.rubrics.activateText}</p>
        </Confirm>
      )}
      {layer === "remove" && (
        <Confirm
          title={m.rubrics.removeTitle(rubric.name)}
          act={m.rubrics.remove}
          kind="danger"
          onClose={() => setLayer(undefined)}
          onConfirm={async () => {
            setDraft(draftOf(rubric));
            await writes.remove(rubric);
            router.history.push(paths.rubrics());
          }}
        />
      )}
    </>
  );
}
