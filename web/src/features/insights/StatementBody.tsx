/** Everything about one statement, for its page and for the preview beside the list alike. */
import { useState } from "react";
import type { Other, Statement } from "@/api/types";
import { QuoteBlock } from "@/features/evidence";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { EditText } from "@/ui/EditText";
import { StatementGlyph } from "@/ui/glyphs";
import { CloseIcon, MoreIcon } from "@/ui/icons";
import { Menu } from "@/ui/Menu";
import { money } from "@/ui/money";
import { Popover } from "@/ui/Popover";
import { Section } from "@/ui/Section";
import { OtherLink } from "./OtherLink";
import { Relate } from "./Relate";
import { ThingChooser } from "./ThingChooser";
import { useInsightWrites } from "./useInsightWrites";

interface StatementBodyProps {
  statement: Statement;
  now: number;
  /** After it was deleted or merged away. */
  onGone: () => void;
}

export function StatementBody({ statement, now, onGone }: StatementBodyProps) {
  const writes = useInsightWrites();
  const [merging, setMerging] = useState(false);
  const writable = mayWrite(useSession(), statement.product_id) && !statement.erased;
  const save = (field: "text" | "stakeholder" | "job", label: string) => (writable ? (text: string) => void writes.change(statement, { [field]: text || null }, label) : undefined);
  const { kind, text, quotes, relations, items, accounts, notes, revenue, contradictions } = statement;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <div className="flex items-center gap-1.5 text-sm text-muted">
          <StatementGlyph kind={kind} />
          {m.words.statement[kind]}
          <span className="flex-1" />
          {writable && (
            <Menu
              label={m.insights.actions}
              trigger={<IconButton icon={MoreIcon} label={m.insights.actions} />}
              choices={[
                { id: "merge", label: m.insights.merge, run: () => setMerging(true) },
                { id: "remove", label: m.insights.remove, separated: true, run: () => void writes.remove(statement).then((done) => done && onGone()) },
              ]}
            />
          )}
        </div>
        {statement.erased ? <em className="text-faint">{m.insights.erased}</em> : <EditText label={m.insights.text} value={text} required lines={2} className="text-lg font-semibold" onSave={save("text", m.insights.text)} />}
        <p className="pt-1 text-sm text-muted">
          {m.insights.facts(accounts, notes)}
          {revenue > 0 && ` · ${money(revenue)}`}
          {contradictions > 0 && <span className="text-danger"> · {m.insights.contradictions(contradictions)}</span>}
        </p>
      </div>
      <dl className="grid grid-cols-[88px_1fr] items-start gap-x-2 gap-y-1">
        <dt className="py-0.5 text-muted">{m.insights.stakeholder}</dt>
        <dd className="min-w-0 pl-1.5"><EditText label={m.insights.stakeholder} value={statement.stakeholder ?? ""} placeholder={m.insights.stakeholderPlaceholder} onSave={save("stakeholder", m.insights.stakeholder)} /></dd>
        <dt className="py-0.5 text-muted">{m.insights.job}</dt>
        <dd className="min-w-0 pl-1.5"><EditText label={m.insights.job} value={statement.job ?? ""} placeholder={m.insights.jobPlaceholder} onSave={save("job", m.insights.job)} /></dd>
      </dl>
      <Section title={m.insights.relations} tools={writable && <Relate statement={statement} />}>
        {relations.length === 0 && <p className="text-faint">{m.insights.relationsNone}</p>}
        <ul>
          {relations.map(({ id, kind, outward, other }) => (
            <li key={id} className="group flex items-start gap-2 rounded-md hover:bg-hover">
              <span className="w-28 shrink-0 py-1 text-sm text-muted">{outward ? m.insights.relation[kind] : m.insights.relationBack[kind]}</span>
              <OtherLink other={other} />
              {writable && <IconButton icon={CloseIcon} label={m.insights.unrelate(other.label)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => void writes.unrelate(id)} />}
            </li>
          ))}
        </ul>
      </Section>
      {items.length > 0 && <Section title={m.insights.items}><ul>{items.map((other) => <li key={other.id}><OtherLink other={other} /></li>)}</ul></Section>}
      <Section title={m.insights.quotes} note={quotes.length > 0 ? quotes.length : undefined}>
        {quotes.length === 0 && <p className="text-faint">{m.insights.quotesNone}</p>}
        <div className="flex flex-col gap-3">{quotes.map((quote) => <QuoteBlock key={`${quote.note_id} ${quote.start}`} quote={quote} now={now} />)}</div>
      </Section>
      {merging && <MergeInto statement={statement} onClose={() => setMerging(false)} onMerge={async (into) => { await writes.merge(statement.id, into.id); onGone(); }} />}
    </div>
  );
}

function MergeInto({ statement, onClose, onMerge }: { statement: Statement; onClose: () => void; onMerge: (into: Other) => Promise<void> }) {
  const [into, setInto] = useState<Other>();
  const [open, setOpen] = useState(false);
  return (
    <Confirm
      title={m.insights.mergeTitle}
      act={m.insights.mergeAct}
      onClose={onClose}
      onConfirm={async () => {
        if (into) await onMerge(into);
        else throw new Error(m.insights.mergeTarget);
      }}
    >
      <p className="pb-3">{m.insights.mergeText(m.words.statement[statement.kind])}</p>
      <Popover label={m.insights.mergeTarget} open={open} onOpenChange={setOpen} trigger={<Button className="w-full !justify-start"><span className="min-w-0 truncate">{into?.label ?? m.insights.mergeTarget}</span></Button>}>
        <ThingChooser
          label={m.insights.mergeTarget}
          kinds="statement"
          fits={(other) => other.statement_kind === statement.kind && other.id !== statement.id}
          onChoose={(other) => {
            setInto(other);
            setOpen(false);
          }}
        />
      </Popover>
    </Confirm>
  );
}
