/** Importing a backlog or notes: file, how it is read, what would happen, the import itself, its result. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useRegistry } from "@/api/registry";
import { undoChangeSet } from "@/api/undo";
import { mayImport, useSession } from "@/features/session";
import type { ImportOutcome } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Button } from "@/ui/Button";
import { CheckIcon, UndoIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { ProblemLine, ProblemNotice } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { DropZone } from "./DropZone";
import { Mapping } from "./Mapping";
import { NoteReportView } from "./NoteReportView";
import { offerFile, usePendingFile } from "./pending";
import { ProgressBar } from "./ProgressBar";
import { Report } from "./Report";
import { fileSize, isOfNotes, touched, touchedByNotes } from "./report";
import { importRoute } from "./route";
import { Settings } from "./Settings";
import { useImport, type Stage } from "./useImport";

export function ImportScreen() {
  const { id } = importRoute.useSearch();
  return <Import key={id ?? ""} id={id} />;
}

function Import({ id }: { id: string | undefined }) {
  const navigate = useNavigate();
  const onId = useCallback((next: string | undefined) => void navigate({ to: "/import", search: next ? { id: next } : {}, replace: true }), [navigate]);
  const { stage, draft, dryRun, waiting, take, change, commit, restart, cancelUpload, linksAdded } = useImport(id, onId);
  const writable = mayImport(useSession());
  const pending = usePendingFile();
  useEffect(() => {
    if (!pending) return;
    offerFile(undefined);
    if (writable) void take(pending);
  }, [pending, take, writable]);

  const report = dryRun.data as ImportOutcome | undefined;
  const [confirmed, setConfirmed] = useState<Readonly<Record<string, string>>>({});
  const count = !report ? 0 : isOfNotes(report) ? touchedByNotes(report) : touched(report);
  const refused = !writable ? m.imports.needsRole : !report ? m.imports.dryRunAgain : count === 0 && (isOfNotes(report) || report.dependencies === 0) ? m.imports.nothingToDo : undefined;
  const confirm = (next: Readonly<Record<string, string>>) => {
    setConfirmed(next);
    void change({ confirm: next });
  };
  const forget = () => void restart();
  return (
    <>
      <Region name="crumbs"><h1 className="text-base">{m.imports.title}</h1></Region>
      <Region name="tools">
        {stage.kind === "checking" && (
          <>
            <Button kind="quiet" onClick={forget}>{m.imports.another}</Button>
            <Button kind="primary" disabledReason={refused} onClick={() => void commit()}>{commitWords(report, count)}</Button>
          </>
        )}
      </Region>
      {(stage.kind === "empty" || stage.kind === "sending") && <DropZone sending={stage.kind === "sending" ? stage : undefined} error={stage.kind === "empty" ? stage.error : undefined} refused={writable ? undefined : m.imports.needsRole} onFile={(file) => void take(file)} onCancel={cancelUpload} />}
      {stage.kind === "opening" && <div className="mx-auto w-full max-w-xl px-4 py-10"><Skeleton label={m.imports.opening} lines={4} /></div>}
      {waiting.length > 0 && <Waiting uploads={waiting} />}
      {stage.kind === "checking" && draft && (
        <div className="mx-auto grid w-full max-w-[1120px] gap-x-10 gap-y-6 px-4 py-6 sm:px-8 lg:grid-cols-[260px_minmax(0,1fr)]">
          <Settings draft={draft} onChange={(next) => void change(next)} onLinks={linksAdded} />
          <div className="flex min-w-0 flex-col gap-6">
            <Section title={m.imports.dryRun} note={dryRun.isFetching ? m.imports.dryRunAgain : undefined}>
              {!report && dryRun.isFetching && <Skeleton label={m.imports.dryRunAgain} lines={4} />}
              <ProblemLine error={dryRun.error} />
              {report && (isOfNotes(report) ? <NoteReportView report={report} confirmed={confirmed} {...(writable ? { onConfirm: confirm } : {})} /> : <Report report={report} />)}
              {report && count === 0 && <p className="pt-2 text-muted">{m.imports.nothingToDo}</p>}
            </Section>
            <Mapping draft={draft} onMapping={(mapping) => void change({ mapping })} />
          </div>
        </div>
      )}
      {stage.kind === "running" && <Running stage={stage} name={draft?.file_name ?? ""} />}
      {stage.kind === "done" && <Done stage={stage} source={draft?.source_name} onAnother={forget} />}
      {stage.kind === "failed" && (
        <div>
          <ProblemNotice error={stage.error} onRetry={forget} />
          <p className="text-center text-muted">{m.imports.failedText}</p>
        </div>
      )}
    </>
  );
}

/** What was uploaded and not taken in yet: a way back to it. */
function Waiting({ uploads }: { uploads: readonly { id: string; file_name: string; bytes: number }[] }) {
  return (
    <div className="mx-auto w-full max-w-xl px-4 pb-10">
      <h2 className="pb-1 font-medium">{m.imports.waiting}</h2>
      <ul>
        {uploads.map(({ id, file_name, bytes }) => (
          <li key={id}>
            <Link href={paths.imports(id)} className="flex items-center gap-2 rounded-md px-2 py-1 hover:bg-hover">
              <span className="min-w-0 flex-1 truncate">{file_name}</span>
              <span className="text-sm text-faint">{fileSize(bytes)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Running({ stage: { progress, lost }, name }: { stage: Extract<Stage, { kind: "running" }>; name: string }) {
  const said = [m.imports.progress(progress.done, progress.total), progress.left !== undefined && m.imports.left(progress.left)].filter(Boolean).join(", ");
  const phase = m.imports.phases[progress.phase] ?? (progress.phase || m.imports.phases.reading!);
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-16">
      <ProgressBar label={`${phase} · ${name}`} done={progress.done} total={progress.total} said={said} />
      <p className="pt-3 text-muted">{lost ? m.imports.lost : m.imports.leavable}</p>
    </div>
  );
}

/** The button's words: what it would take in. */
function commitWords(report: ImportOutcome | undefined, count: number): string {
  if (!report || !isOfNotes(report)) return m.imports.commit(count);
  const { creates, updates } = report.notes;
  return creates + updates > 0 || count === 0 ? m.imports.notes.commit(creates + updates) : m.imports.notes.commitCustomers;
}

function Done({ stage: { report, position }, source, onAnother }: { stage: Extract<Stage, { kind: "done" }>; source: string | undefined; onAnother: () => void }) {
  const ofNotes = isOfNotes(report);
  const queries = useQueryClient();
  // The inbox begins with what just came in, when all of it is of one source.
  const sources = useRegistry("sources");
  const names = new Set(ofNotes ? report.sample.map((row) => row.source) : []);
  const arrived = names.size === 1 ? sources.find(({ name }) => name === (source ?? [...names][0]))?.id : undefined;
  const link = "inline-flex h-(--control) items-center gap-1.5 rounded-md px-3";
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-8" role="status">
      <h2 className="flex items-center gap-2 text-xl"><CheckIcon className="size-5 text-good" />{m.imports.done}</h2>
      <p className="pt-1 text-muted">{ofNotes ? m.imports.notes.done(report.notes.creates, report.notes.updates) : m.imports.doneText(report.creates, report.updates)}</p>
      <div className="flex flex-wrap gap-2 pb-8 pt-4">
        {ofNotes ? (
          <Link href={paths.inbox(arrived ? { source: arrived } : {})} className={`${link} bg-accent font-medium text-accent-ink`}>{m.imports.notes.open}</Link>
        ) : (
          <>
            <Link href={paths.sort()} title={m.imports.sortHelp} className={`${link} bg-accent font-medium text-accent-ink`}>{m.imports.sort}</Link>
            <Link href={paths.backlog()} className={`${link} border border-line-strong hover:bg-hover`}>{m.imports.open}</Link>
          </>
        )}
        {position !== undefined && (
          <Button
            onClick={() => {
              void undoChangeSet(queries, position);
              onAnother();
            }}
          >
            <UndoIcon />
            {m.imports.undo}
          </Button>
        )}
        <Button kind="quiet" onClick={onAnother}>{m.imports.another}</Button>
      </div>
      {ofNotes ? <NoteReportView report={report} /> : <Report report={report} />}
    </div>
  );
}
