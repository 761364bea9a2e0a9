/** One link: what was said, by whom, how strongly it speaks. */
import { useState } from "react";
import type { Evidence } from "@/api/types";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { CloseIcon, SwapIcon } from "@/ui/icons";
import { QuoteBlock } from "./QuoteBlock";
import { StatementLine } from "./StatementLine";
import { Strength } from "./Strength";
import type { EvidenceWrites } from "./useEvidenceWrites";

interface EvidenceCardProps {
  evidence: Evidence;
  now: number;
  /** Absent: this person may not change it. */
  writes: EvidenceWrites | undefined;
}

export function EvidenceCard({ evidence, now, writes }: EvidenceCardProps) {
  const [all, setAll] = useState(false);
  const { polarity, strength, standing, statement, quotes, version } = evidence;
  const shown = all ? quotes : quotes.slice(0, 1);
  // The server has not answered yet: there is no version to change.
  const change = writes && version > 0 ? writes : undefined;
  const name = statement?.text ?? quotes[0]?.text ?? m.evidence.noQuote;
  return (
    <li className="group flex flex-col gap-1.5 rounded-md border border-line p-2.5">
      {statement && <StatementLine statement={statement} />}
      {shown.map((quote) => <QuoteBlock key={`${quote.note_id} ${quote.start}`} quote={quote} now={now} />)}
      {quotes.length > 1 && <button type="button" className="w-fit rounded-md px-1 text-sm text-muted hover:bg-hover" onClick={() => setAll(!all)}>{all ? m.evidence.quotesLess : m.evidence.quotesMore(quotes.length - 1)}</button>}
      <div className="flex flex-wrap items-center gap-1">
        <Strength strength={strength} onChange={change && ((next) => void change.change(evidence, { strength: next }))} />
        {standing === "suggested" && <span className="text-sm text-warn">{m.evidence.suggested}</span>}
        <span className="flex-1" />
        {standing === "suggested" && change && <Button className="!h-6" onClick={() => void change.change(evidence, { standing: "confirmed" })}>{m.evidence.confirm}</Button>}
        {change && (
          <span className="flex opacity-0 focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100">
            <IconButton icon={SwapIcon} label={m.evidence.turn[polarity]} className="!h-6 !w-6" onClick={() => void change.change(evidence, { polarity: polarity === "for" ? "against" : "for" })} />
            <IconButton icon={CloseIcon} label={m.evidence.remove(name)} className="!h-6 !w-6" onClick={() => void change.remove(evidence)} />
          </span>
        )}
      </div>
    </li>
  );
}
