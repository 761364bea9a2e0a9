/** The open note: who said it, its words with what may be marked in them, what was made of it, its conversation. */
import { useRef, useState } from "react";
import type { NoteContext, NoteDetail } from "@/api/types";
import { StatementLine } from "@/features/evidence";
import { ItemChooser } from "@/features/item";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button, IconButton } from "@/ui/Button";
import { exactDate, exactMoment } from "@/ui/dates";
import { CloseIcon, ClockIcon, WarnIcon } from "@/ui/icons";
import { Kbd } from "@/ui/Kbd";
import { Link } from "@/ui/Link";
import { Moment } from "@/ui/Moment";
import { Popover } from "@/ui/Popover";
import { Section } from "@/ui/Section";
import { useNow } from "@/ui/useNow";
import { Composer } from "./Composer";
import { isEmpty } from "./marking";
import { NoteText } from "./NoteText";
import type { NoteWrites } from "./useNoteWrites";
import { useReading } from "./useReading";

const NO_ITEMS: NoteContext["items"] = [];
export const READING = "note-text";

interface NoteReadingProps {
  detail: NoteDetail;
  context: NoteContext | undefined;
  writable: boolean;
  writes: NoteWrites;
}

export function NoteReading({ detail, context, writable, writes }: NoteReadingProps) {
  const { note } = detail;
  const root = useRef<HTMLDivElement>(null);
  const likely = context?.items ?? NO_ITEMS;
  const reading = useReading({ detail, likely, writable, writes, root });
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto px-6 py-4 max-sm:px-4">
        <Heading note={note} />
        {detail.highlights_broken > 0 && <p className="mb-3 flex items-center gap-2 rounded-md bg-warn-soft px-2 py-1 text-sm text-warn"><WarnIcon className="shrink-0" />{m.notes.broken(detail.highlights_broken)}</p>}
        {note.body ? (
          <div ref={root} id={READING} tabIndex={0} role="document" aria-label={m.notes.text} className="max-w-[72ch] rounded-md text-[14px]/[22px] outline-offset-4">
            <NoteText text={reading.text} blocks={reading.blocks} layers={reading.layers} chosen={reading.chosen} onSuggestion={reading.choose} onAccept={reading.accept} />
          </div>
        ) : (
          <p className="py-4 italic text-muted">{m.notes.erased}</p>
        )}
        <More note={note} />
        <Made detail={detail} writable={writable} writes={writes} />
        <Conversation thread={detail.thread} />
      </div>
      {writable && (isEmpty(reading.marking) ? <ReadingKeys /> : <Composer reading={reading} likely={likely} />)}
    </>
  );
}

function Heading({ note }: { note: NoteDetail["note"] }) {
  const { now } = useNow();
  const who = note.contact?.name ?? note.author;
  const facts = [note.rating && m.notes.rating(note.rating.value, note.rating.scale), ...note.kinds.filter(({ unsure }) => !unsure).map(({ kind }) => m.notes.kinds[kind] ?? kind), note.language && note.language !== "en" && m.notes.language(note.language), ...note.tags.map((tag) => `#${tag}`)].filter(Boolean);
  return (
    <header className="pb-3">
      <h2 className="text-lg [overflow-wrap:anywhere]">{note.title ?? who ?? note.account?.name ?? note.source.name}</h2>
      <p className="flex flex-wrap items-baseline gap-x-2 text-muted">
        {who && note.title && <span className="font-medium text-ink">{who}</span>}
        {note.account && <Link href={paths.account(note.account.id)} className="hover:underline">{note.account.name}</Link>}
        <Link href={paths.inbox({ source: note.source.id })} className="hover:underline" title={m.evidence.source[note.source.kind]}>{note.source.name}</Link>
        <span className="text-faint" title={exactMoment(note.at)}><Moment at={note.at} now={now} /></span>
        {note.url && /^https?:/.test(note.url) && <a href={note.url} target="_blank" rel="noreferrer" className="text-accent underline">{m.notes.open}</a>}
      </p>
      {facts.length > 0 && <p className="text-sm text-faint">{facts.join(" · ")}</p>}
      {note.state !== "open" && (
        <p className="mt-2 flex items-center gap-1.5 rounded-md bg-active px-2 py-1 text-sm">
          <ClockIcon className="shrink-0 text-muted" />
          {note.duplicate_of_id ? <Link href={paths.note(note.duplicate_of_id)} className="underline">{m.notes.stateDuplicate} …</Link> : note.state === "snoozed" && note.snoozed_until ? m.notes.stateUntil(exactDate(note.snoozed_until)) : note.state === "dismissed" && note.state_reason ? m.notes.stateBecause(note.state_reason) : m.notes.states[note.state]}
        </p>
      )}
    </header>
  );
}

function More({ note: { body } }: { note: NoteDetail["note"] }) {
  const fields = Object.entries(body?.custom ?? {});
  const attachments = body?.attachments ?? [];
  if (fields.length === 0 && attachments.length === 0) return null;
  return (
    <details className="max-w-[72ch] pb-3 text-sm text-muted">
      <summary className="w-fit rounded-md text-faint hover:text-ink">{fields.length > 0 ? m.notes.moreFields : m.notes.attachments}</summary>
      <dl className="grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-x-4 pt-1">
        {fields.map(([name, value]) => <div key={name} className="contents"><dt className="text-faint">{name}</dt><dd className="[overflow-wrap:anywhere]">{value}</dd></div>)}
        {attachments.length > 0 && <><dt className="text-faint">{m.notes.attachments}</dt><dd className="[overflow-wrap:anywhere]">{attachments.join(", ")}</dd></>}
      </dl>
    </details>
  );
}

function Made({ detail, writable, writes }: { detail: NoteDetail; writable: boolean; writes: NoteWrites }) {
  const { statements } = detail;
  const links = detail.evidence.filter(({ statement }) => !statement);
  const empty = statements.length === 0 && links.length === 0;
  return (
    <Section title={m.notes.statements} {...(empty ? {} : { note: statements.length + links.length })}>
      {empty && <p className="max-w-[64ch] text-sm text-faint">{writable ? m.notes.statementsNone : m.notes.statementsNoneQuiet}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {statements.map((statement) => (
          <li key={statement.id} className="flex items-start gap-2 py-1.5">
            <div className="min-w-0 flex-1">
              <StatementLine statement={statement} />
              {statement.items.map((item) => <ItemLink key={item.id} id={item.id} label={item.label} />)}
            </div>
            {writable && statement.items.length === 0 && <LinkStatement id={statement.id} writes={writes} />}
            {writable && <IconButton icon={CloseIcon} label={m.notes.remove(statement.text)} onClick={() => void writes.removeStatement(statement)} />}
          </li>
        ))}
        {links.map((link) => (
          <li key={link.id} className="flex items-start gap-2 py-1.5">
            <div className="min-w-0 flex-1">
              <ItemLink id={link.item_id} label={`${link.item_key} ${link.item_title}`} />
              <span className="pl-5 text-sm text-faint">{m.notes[link.polarity]} · {m.evidence.strengthWord[link.strength]}</span>
            </div>
            {writable && <IconButton icon={CloseIcon} label={m.notes.remove(`${link.item_key} ${link.item_title}`)} onClick={() => void writes.removeEvidence(link.id)} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ItemLink({ id, label }: { id: string; label: string }) {
  return <Link href={paths.item(id, "evidence")} className="block truncate pl-5 text-sm text-muted hover:underline">→ {label}</Link>;
}

function LinkStatement({ id, writes }: { id: string; writes: NoteWrites }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover label={m.notes.linkStatement} open={open} onOpenChange={setOpen} trigger={<Button kind="quiet">{m.notes.link}</Button>}>
      <ItemChooser
        label={m.notes.linkFind}
        without={new Set()}
        onChoose={(item) => {
          setOpen(false);
          void writes.linkStatement(id, item);
        }}
      />
    </Popover>
  );
}

function Conversation({ thread }: Pick<NoteDetail, "thread">) {
  const { now } = useNow();
  if (thread.length === 0) return null;
  return (
    <div className="pt-4">
      <Section title={m.notes.conversation} note={thread.length}>
        <ul className="flex flex-col divide-y divide-line">
          {thread.map((row) => (
            <li key={row.id}>
              <Link href={paths.note(row.id)} className="flex min-h-7 items-baseline gap-2 rounded-md px-1 py-1 hover:bg-hover">
                <span className="shrink-0 text-muted">{row.contact?.name ?? row.author ?? row.source.name}</span>
                <span className="min-w-0 flex-1 truncate">{row.excerpt}</span>
                <span className="shrink-0 text-sm text-faint"><Moment at={row.at} now={now} /></span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

/** What a key would do now. */
function ReadingKeys() {
  const shown = [["Tab", m.notes.keySuggestion], ["p", m.words.statement.problem], ["i", m.words.statement.insight], ["o", m.words.statement.opportunity], ["d", m.words.statement.idea], ["l", m.notes.keyLink]] as const;
  return <footer className="flex shrink-0 flex-wrap gap-x-3 gap-y-1 border-t border-line px-4 py-1.5 text-sm text-muted max-sm:hidden">{shown.map(([chord, title]) => <span key={chord} className="flex items-center gap-1"><Kbd chord={chord} />{title}</span>)}</footer>;
}
