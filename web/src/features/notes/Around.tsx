/** What stands around the open note: similar notes, its theme, items it may be about, the account that speaks. */
import type { ItemLike, NoteContext, NoteDetail } from "@/api/types";
import { useRegistry } from "@/api/registry";
import { useMemo, useState } from "react";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { cx } from "@/ui/cx";
import { Kbd } from "@/ui/Kbd";
import { Link } from "@/ui/Link";
import { Day, Moment } from "@/ui/Moment";
import { money } from "@/ui/money";
import { Popover } from "@/ui/Popover";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import type { NoteWrites } from "./useNoteWrites";

interface AroundProps {
  detail: NoteDetail;
  context: NoteContext | undefined;
  /** The similar note that `2` means. */
  similar: string | undefined;
  onSimilar: (id: string) => void;
  onDuplicate: () => void;
  writable: boolean;
  writes: NoteWrites;
}

export function Around({ detail, context, similar, onSimilar, onDuplicate, writable, writes }: AroundProps) {
  if (!context) return <div className="p-4"><Skeleton label={m.errors.loading} lines={8} /></div>;
  return (
    <div className="flex flex-col gap-5 p-4">
      <Similar context={context} chosen={similar} onChoose={onSimilar} onDuplicate={writable && detail.note.duplicate_of_id === undefined ? onDuplicate : undefined} />
      {context.theme && (
        <Section title={m.notes.theme}>
          <Link href={paths.theme(context.theme.id)} className="block rounded-md font-medium hover:underline">{context.theme.name}</Link>
        </Section>
      )}
      <Likely items={context.items} />
      <AccountCard note={detail.note} context={context} writable={writable} writes={writes} />
    </div>
  );
}

function Similar({ context, chosen, onChoose, onDuplicate }: { context: NoteContext; chosen: string | undefined; onChoose: (id: string) => void; onDuplicate: (() => void) | undefined }) {
  const { now } = useNow();
  if (context.similar.length === 0) return <Section title={m.notes.similar}><p className="text-sm text-faint">{context.ready ? m.notes.similarNone : m.notes.similarWait}</p></Section>;
  return (
    <Section title={m.notes.similar} tools={onDuplicate && <Button kind="quiet" onClick={onDuplicate}>{m.notes.duplicate}<span aria-hidden="true" className="max-sm:hidden"><Kbd chord="2" /></span></Button>}>
      <div role="radiogroup" aria-label={m.notes.similar} className="-mx-2 flex flex-col gap-0.5">
        {context.similar.map(({ note, because, may_repeat }) => (
          <div key={note.id} className={cx("flex gap-2 rounded-md px-2 py-1", note.id === chosen ? "bg-active" : "hover:bg-hover")}>
            <input type="radio" name="similar" className="mt-1 self-start accent-accent" aria-label={note.excerpt} checked={note.id === chosen} onChange={() => onChoose(note.id)} />
            <div className="min-w-0 flex-1">
              <Link href={paths.note(note.id)} className="line-clamp-2 hover:underline">{note.excerpt || m.notes.erasedShort}</Link>
              <p className="text-sm text-faint">
                {note.account?.name ?? note.source.name} · <Moment at={note.at} now={now} />
                {" · "}{may_repeat ? <span className="text-warn">{m.notes.similarDuplicate}</span> : m.notes.similarWhy(because.shared_words)}
              </p>
            </div>
          </div>
        ))}
      </div>
    </Section>
  );
}

function Likely({ items }: { items: readonly ItemLike[] }) {
  return (
    <Section title={m.notes.likely}>
      {items.length === 0 && <p className="text-sm text-faint">{m.notes.likelyNone}</p>}
      <ul className="-mx-2">
        {items.map(({ id, key, title, linked, because }) => (
          <li key={id} title={m.notes.similarWhy(because.shared_words)}>
            <Link href={paths.item(key)} className="flex min-h-7 items-baseline gap-2 rounded-md px-2 py-0.5 hover:bg-hover">
              <span className="shrink-0 text-sm text-faint">{key}</span>
              <span className="line-clamp-2 min-w-0 flex-1">{title}</span>
              {linked && <span className="shrink-0 text-sm text-good">{m.notes.linkedAlready}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AccountCard({ note, context: { account }, writable, writes }: { note: NoteDetail["note"]; context: NoteContext; writable: boolean; writes: NoteWrites }) {
  const { today } = useNow();
  if (!account) {
    return (
      <Section title={m.notes.account}>
        <p className="pb-1 text-sm text-faint">{m.notes.accountNone}</p>
        {writable && <AssignAccount onChoose={(chosen) => void writes.assign(note.id, chosen)} />}
      </Section>
    );
  }
  const facts = [
    account.revenue !== undefined && ([m.notes.revenue, m.notes.revenueYear(money(account.revenue, account.currency))] as const),
    account.plan && ([m.notes.plan, account.plan] as const),
    account.renewal && ([m.notes.renewal, <Day key="renewal" date={account.renewal} today={today} />] as const),
    account.health && ([m.notes.health, account.health] as const),
  ].filter((fact) => fact !== false && fact !== undefined && fact !== "");
  return (
    <Section title={m.notes.account}>
      <Link href={paths.account(account.id)} className="font-medium hover:underline">{account.name}</Link>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm">
        {facts.map(([name, value]) => <div key={name} className="contents"><dt className="text-faint">{name}</dt><dd>{value}</dd></div>)}
      </dl>
      <Link href={paths.inbox({ account: account.id, state: "all" })} className="text-sm text-muted hover:underline">{m.notes.accountNotes(account.notes)}</Link>
      {account.open_promises.length > 0 && (
        <div className="pt-2">
          <h3 className="text-sm text-muted">{m.notes.promises}</h3>
          <ul className="flex flex-col gap-1">
            {account.open_promises.map((promise) => (
              <li key={promise.id} className="border-l-2 border-warn pl-2">
                <span className="line-clamp-3 [overflow-wrap:anywhere]">{String(promise.quote)}</span>
                {promise.due && <span className="text-sm text-faint">{m.notes.promiseDue("")}<Day date={promise.due} today={today} /></span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {account.items.length > 0 && (
        <div className="pt-2">
          <h3 className="text-sm text-muted">{m.notes.itemsOfAccount}</h3>
          <ul>{account.items.map(({ id, key, title }) => <li key={id}><Link href={paths.item(key)} className="block truncate text-sm hover:underline"><span className="text-faint">{key}</span> {title}</Link></li>)}</ul>
        </div>
      )}
    </Section>
  );
}

const MOST = 40;
const NONE: ReadonlySet<string> = new Set();

function AssignAccount({ onChoose }: { onChoose: (account: { id: string; name: string }) => void }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const accounts = useRegistry("accounts");
  const found = useMemo(() => accounts.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase())).slice(0, MOST), [accounts, text]);
  return (
    <Popover label={m.notes.accountAssign} open={open} onOpenChange={setOpen} trigger={<Button>{m.notes.accountAssign}</Button>}>
      <Chooser
        label={m.notes.captureAccountFind}
        options={found.map(({ id, name }) => ({ id, label: name }))}
        chosen={NONE}
        onSearch={setText}
        onChoose={(id) => {
          const account = found.find((each) => each.id === id);
          setOpen(false);
          if (account) onChoose(account);
        }}
      />
    </Popover>
  );
}
