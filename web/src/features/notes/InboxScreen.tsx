/** The inbox: what people said, one after another, each with its words and what stands around it. */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Button } from "@/ui/Button";
import { CheckIcon, FilterIcon, InboxIcon, PlusIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { Segmented } from "@/ui/Segmented";
import { Skeleton } from "@/ui/Skeleton";
import { showToast } from "@/ui/toasts";
import { useIsPhone, useMedia } from "@/ui/useMedia";
import { Around } from "./Around";
import { BulkBar } from "./BulkBar";
import { Filters, isFiltered, States, UNFILTERED } from "./Filters";
import { neighbour } from "./lines";
import { NoteList } from "./NoteList";
import { NoteReading, READING } from "./NoteReading";
import { noteContextQuery, noteQuery } from "./query";
import { SortLayers, type Asking } from "./SortLayers";
import { useInboxActions } from "./useInboxActions";
import { useInboxUrl } from "./useInboxUrl";
import { useLines } from "./useLines";
import { useNoteWrites, type Targets } from "./useNoteWrites";
import { useSelection } from "./useSelection";

const CaptureDialog = lazy(() => import("./CaptureDialog"));

export function InboxScreen() {
  const { search, query, open: wanted, set } = useInboxUrl();
  const data = useLines(query);
  const { lines, total, counts } = data;
  const phone = useIsPhone();
  const wide = useMedia("(min-width: 1180px)");
  const writable = mayWrite(useSession());
  const writes = useNoteWrites();
  // Beside the list something is always open; on a phone the list comes first.
  const open = wanted ?? (phone ? undefined : lines[0]?.id);
  const selected = useSelection(lines, total, query, open);
  const detail = useQuery({ ...noteQuery(open ?? ""), enabled: open !== undefined });
  const context = useQuery({ ...noteContextQuery(open ?? ""), enabled: open !== undefined });
  const [side, setSide] = useState<"note" | "around">("note");
  const [asking, setAsking] = useState<Asking>();
  const [filtering, setFiltering] = useState(false);
  const [capturing, setCapturing] = useState(false);
  const [chosenSimilar, setChosenSimilar] = useState<{ of: string; id: string }>();
  const area = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);

  const similar = context.data?.similar ?? [];
  const similarId = chosenSimilar && chosenSimilar.of === open && similar.some(({ note }) => note.id === chosenSimilar.id) ? chosenSimilar.id : similar[0]?.note.id;
  const note = detail.data?.note;

  const show = (id: string | undefined, options = { replace: true }) => {
    if (id !== open) area.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
    set({ note: id }, options);
  };
  /** Acts on the selection or the open note, and goes on to the next one. */
  const act = (targets: Targets | undefined, work: (targets: Targets) => Promise<void>) => {
    setAsking(undefined);
    if (!targets) return;
    if ((search.state ?? "open") !== "all") {
      const leaving = new Set("ids" in targets ? targets.ids : lines.map(({ id }) => id));
      const next = neighbour(lines, open, leaving);
      if (next !== open) show(phone ? undefined : next);
    }
    selected.clear();
    void work(targets);
  };
  const ask = (kind: Asking["kind"], anchor?: Element) => {
    const at = anchor ?? area.current?.querySelector(`[data-ask="${kind}"]`) ?? area.current;
    if (at) setAsking({ kind, anchor: at });
  };
  const process = () => act(selected.targets(), writes.process);
  const reopen = () => act(selected.targets(), writes.reopen);
  const duplicate = () => {
    if (!open || !similarId) return void showToast({ kind: "problem", title: m.notes.duplicateNone });
    act({ ids: [open] }, () => writes.duplicate(open, similarId));
  };
  const sorted = note !== undefined && note.state !== "open";
  useInboxActions({
    lines,
    open,
    selected,
    writable,
    sorted,
    acts: {
      show,
      read: () => {
        if (phone && open) set({ note: open });
        document.getElementById(READING)?.focus();
      },
      leave: () => (phone ? set({ note: undefined }) : area.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()),
      canLeave: (phone && wanted !== undefined) || document.activeElement?.id === READING,
      process,
      dismiss: () => ask("dismiss"),
      snooze: () => ask("snooze"),
      reopen,
      duplicate,
      similar: (by) => {
        const at = similar.findIndex(({ note: each }) => each.id === similarId);
        const next = similar[Math.max(0, Math.min(similar.length - 1, at + by))];
        if (open && next) setChosenSimilar({ of: open, id: next.note.id });
      },
      capture: () => setCapturing(true),
      focusSearch: () => box.current?.focus(),
      toggleFilters: () => setFiltering(!filtering),
    },
  });
  // A note that is not of this list any more would otherwise stay without one ever saying so.
  useEffect(() => setAsking(undefined), [open]);

  const showsList = !phone || wanted === undefined;
  const showsNote = open !== undefined && (!phone || wanted !== undefined);
  const filtered = isFiltered(search);
  const blank = !data.loading && lines.length === 0 && !data.error;
  const around = detail.data && <Around detail={detail.data} context={context.data} similar={similarId} onSimilar={(id) => open && setChosenSimilar({ of: open, id })} onDuplicate={duplicate} writable={writable} writes={writes} />;
  return (
    <div ref={area} className="relative flex min-h-0 flex-1">
      <Region name="crumbs">
        <h1 className="text-base">{m.notes.title}</h1>
        {!data.loading && total > 0 && <span className="truncate font-normal text-faint max-sm:hidden">{search.q ? (lines.length < total ? m.notes.foundFirst(lines.length, total) : m.notes.found(total)) : m.notes.count(total)}</span>}
      </Region>
      <Region name="tools">{writable && <Button onClick={() => setCapturing(true)} title={m.notes.capture}><PlusIcon />{m.notes.reading}</Button>}</Region>
      {showsList && (
        <section aria-label={m.notes.list} className="flex w-[372px] min-w-0 shrink-0 flex-col border-r border-line max-lg:w-[288px] max-sm:w-full max-sm:border-0">
          <div className="flex flex-col gap-1.5 border-b border-line p-2">
            <States search={search} counts={counts} onChange={set} />
            <Filters search={search} onChange={set} box={box} open={filtering} onOpen={setFiltering} />
          </div>
          {data.error ? <ProblemNotice error={data.error} onRetry={data.retry} /> : blank ? <Empty filtered={filtered} state={search.state} counts={counts} onClear={() => set(UNFILTERED)} onProcessed={() => set({ state: "processed" })} onCapture={writable ? () => setCapturing(true) : undefined} /> : <NoteList data={data} open={open} selected={selected.selection} onOpen={(id) => show(id, { replace: !phone })} onToggle={selected.toggle} onExtendTo={selected.extendTo} />}
        </section>
      )}
      {showsNote && (
        <section aria-label={m.notes.reading} className="flex min-w-0 flex-1 flex-col">
          <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1 border-b border-line px-4 py-1 max-sm:px-2">
            {phone && <Button kind="quiet" onClick={() => set({ note: undefined })}>{m.notes.back}</Button>}
            {!wide && <Segmented label={m.notes.reading} value={side} onChange={setSide} options={[{ value: "note", label: m.notes.reading }, { value: "around", label: m.notes.around }]} />}
            {writable && note && (
              <div className="flex gap-1 max-sm:w-full sm:ml-auto">
                {sorted ? <Button onClick={() => act({ ids: [note.id] }, writes.reopen)}>{m.notes.reopen}</Button> : <Button onClick={() => act({ ids: [note.id] }, writes.process)}><CheckIcon />{m.notes.process}</Button>}
                <Button kind="quiet" data-ask="dismiss" onClick={(event) => ask("dismiss", event.currentTarget)}>{m.notes.dismiss}</Button>
                <Button kind="quiet" data-ask="snooze" onClick={(event) => ask("snooze", event.currentTarget)}>{m.notes.snooze}</Button>
              </div>
            )}
          </div>
          {detail.isPending && <div className="p-6"><Skeleton label={m.errors.loading} lines={8} /></div>}
          {detail.error && !detail.data && <ProblemNotice error={detail.error} onRetry={() => void detail.refetch()} />}
          {detail.data && (wide || side === "note") && <NoteReading key={detail.data.note.id} detail={detail.data} context={context.data} writable={writable} writes={writes} />}
          {!wide && side === "around" && <div className="min-h-0 flex-1 overflow-auto">{around}</div>}
          
        </section>
      )}
      {showsNote && wide && <aside aria-label={m.notes.around} className="w-[296px] shrink-0 overflow-auto border-l border-line">{around}</aside>}
      {!phone && !showsNote && !blank && !data.loading && !data.error && <p className="m-auto text-faint">{m.notes.none}</p>}
      {selected.count > 0 && writable && <BulkBar selected={selected} total={total} onProcess={process} onDismiss={(anchor) => ask("dismiss", anchor)} onSnooze={(anchor) => ask("snooze", anchor)} onReopen={(search.state ?? "open") === "open" ? undefined : reopen} />}
      <SortLayers asking={asking} onClose={() => setAsking(undefined)} onDismiss={(reason) => act(selected.targets(), (targets) => writes.dismiss(targets, reason))} onSnooze={(until) => act(selected.targets(), (targets) => writes.snooze(targets, until))} />
      <Suspense>{capturing && <CaptureDialog onClose={() => setCapturing(false)} onSaved={(id) => set({ note: id })} />}</Suspense>
    </div>
  );
}

interface EmptyProps {
  filtered: boolean;
  state: string | undefined;
  counts: Record<"open" | "processed" | "snoozed" | "dismissed", number> | undefined;
  onClear: () => void;
  onProcessed: () => void;
  onCapture: (() => void) | undefined;
}

/** No lines: nothing is here yet, everything is sorted, or the filters hide it. Says which, and offers the way on. */
function Empty({ filtered, state, counts, onClear, onProcessed, onCapture }: EmptyProps) {
  if (filtered) return <Notice icon={<FilterIcon className="size-6 text-faint" />} title={m.notes.noMatchTitle} actions={<Button kind="primary" onClick={onClear}>{m.notes.filterClear}</Button>}>{m.notes.noMatchText}</Notice>;
  const all = counts ? counts.open + counts.processed + counts.snoozed + counts.dismissed : 0;
  if (all > 0 && state === undefined) return <Notice icon={<CheckIcon className="size-6 text-good" />} title={m.notes.doneTitle} actions={<Button onClick={onProcessed}>{m.notes.doneAll}</Button>}>{m.notes.doneText}</Notice>;
  if (all > 0) return <Notice title={m.notes.noMatchTitle}>{m.notes.noMatchText}</Notice>;
  return (
    <Notice
      icon={<InboxIcon className="size-6 text-faint" />}
      title={m.notes.emptyTitle}
      actions={
        <>
          <Link href={paths.imports()} className="inline-flex h-(--control) items-center rounded-md bg-accent px-3 font-medium text-accent-ink">{m.notes.emptyImport}</Link>
          {onCapture && <Button onClick={onCapture}>{m.notes.capture}</Button>}
        </>
      }
    >
      {m.notes.emptyText}
    </Notice>
  );
}
