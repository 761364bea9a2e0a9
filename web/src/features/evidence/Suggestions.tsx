/** What may be evidence and nobody linked yet. J and K move, `1` or Enter accepts and asks how strong, `3` or Backspace rejects. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useActions } from "@/actions/context";
import type { EvidenceSuggestion, Polarity } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Kbd } from "@/ui/Kbd";
import { ProblemLine } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { originOf } from "./patch";
import { suggestionsQuery } from "./query";
import { QuoteBlock } from "./QuoteBlock";
import { StatementLine } from "./StatementLine";
import { Pips, STRENGTHS } from "./Strength";
import type { EvidenceWrites } from "./useEvidenceWrites";

/** Enter without a choice of strength. */
const USUAL = 1;

export function Suggestions({ itemId, now, writes }: { itemId: string; now: number; writes: EvidenceWrites | undefined }) {
  const answer = useQuery(suggestionsQuery(itemId));
  const suggestions = answer.data?.suggestions ?? [];
  const [cursor, setCursor] = useState<number>();
  const [asked, setAsked] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const at = cursor === undefined || suggestions.length === 0 ? undefined : Math.min(cursor, suggestions.length - 1);
  const current = at === undefined ? undefined : suggestions[at];
  const currentId = current && originOf(current);
  const asking = current !== undefined && asked === currentId;

  // The cursor is the focus, so that it is seen, scrolled to and read out.
  useEffect(() => {
    if (at !== undefined && currentId) list.current?.querySelectorAll<HTMLElement>(":scope > li")[at]?.focus();
  }, [at, currentId]);

  const step = (by: number) => {
    setAsked(undefined);
    setCursor(at === undefined ? 0 : Math.max(0, Math.min(suggestions.length - 1, at + by)));
  };
  const accept = (suggestion: EvidenceSuggestion, strength: number, polarity: Polarity = "for") => {
    setAsked(undefined);
    void writes?.accept(suggestion, { strength, polarity });
  };
  const reject = (suggestion: EvidenceSuggestion) => {
    setAsked(undefined);
    void writes?.reject(suggestion);
  };
  const may = () => writes !== undefined && current !== undefined && !asking;
  const strengths = STRENGTHS.map((strength) => ({
    id: `evidence.strength_${strength}`,
    title: m.evidence.strengthKey(m.evidence.strengthWord[strength]),
    group: "item" as const,
    keys: [String(strength)],
    keysOnly: true,
    when: () => asking,
    run: () => current && accept(current, strength),
  }));
  // While the strength is asked, its digits come before those that accept and reject.
  useActions(
    [
      ...strengths,
      { id: "evidence.strength_usual", title: m.evidence.strengthKey(m.evidence.strengthWord[USUAL]), group: "item", keys: ["Enter"], keysOnly: true, when: () => asking, run: () => current && accept(current, USUAL) },
      { id: "evidence.strength_cancel", title: m.shell.cancel, group: "item", keys: ["Escape"], keysOnly: true, when: () => asking, run: () => setAsked(undefined) },
    ],
    "layer",
  );
  useActions([
    { id: "evidence.next", title: m.evidence.next, group: "list", keys: ["j"], keysOnly: true, when: () => suggestions.length > 0, run: () => step(1) },
    { id: "evidence.previous", title: m.evidence.previous, group: "list", keys: ["k"], keysOnly: true, when: () => suggestions.length > 0, run: () => step(-1) },
    { id: "evidence.accept", title: m.evidence.accept, group: "item", keys: ["1", "Enter"], keysOnly: true, when: may, run: () => current && setAsked(originOf(current)) },
    { id: "evidence.reject", title: m.evidence.reject, group: "item", keys: ["3", "Backspace"], keysOnly: true, when: may, run: () => current && reject(current) },
  ]);

  return (
    <div>
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="text-sm text-muted">{m.evidence.suggestions}</h3>
        {suggestions.length > 0 && writes && HINTS.map(([chord, text]) => <span key={chord} className="flex items-center gap-1 text-sm text-faint max-sm:hidden"><Kbd chord={chord} />{text}</span>)}
        <span role="status" className="sr-only">{answer.data && m.evidence.suggestionsCount(suggestions.length)}</span>
      </div>
      {answer.isPending && <Skeleton label={m.errors.loading} />}
      <ProblemLine error={answer.error} />
      {answer.data && suggestions.length === 0 && <p className="text-faint">{answer.data.ready ? m.evidence.suggestionsNone : m.evidence.suggestionsWait}</p>}
      <ul ref={list} aria-label={m.evidence.suggestions} className="flex flex-col">
        {suggestions.map((suggestion, index) => {
          const id = originOf(suggestion);
          const here = index === at;
          return (
            <li
              key={id}
              tabIndex={here || (at === undefined && index === 0) ? 0 : -1}
              aria-current={here || undefined}
              onFocus={(event) => event.target === event.currentTarget && setCursor(index)}
              className={cx("flex flex-col gap-1.5 border-b border-line/60 px-2.5 py-2 -outline-offset-2", here && "is-current")}
            >
              {suggestion.statement && <StatementLine statement={suggestion.statement} />}
              {suggestion.quotes.slice(0, 1).map((quote) => <QuoteBlock key={quote.note_id} quote={quote} now={now} />)}
              <div className="flex flex-wrap items-center gap-1.5">
                <span className="min-w-40 flex-1 text-sm text-muted">{m.evidence.because(m.evidence.close(suggestion.because.closeness), suggestion.because.shared_words)}</span>
                {writes && asked !== id && (
                  <>
                    <Button className="!h-6" onClick={() => (setCursor(index), setAsked(id))}>{m.evidence.accept}</Button>
                    <Button kind="quiet" className="!h-6" onClick={() => reject(suggestion)}>{m.evidence.reject}</Button>
                  </>
                )}
                {writes && asked === id && (
                  <span role="group" aria-label={m.evidence.howStrong} className="flex flex-wrap items-center gap-1">
                    <span className="text-sm font-medium">{m.evidence.howStrong}</span>
                    {STRENGTHS.map((strength) => (
                      <Button key={strength} kind={strength === USUAL ? "primary" : "plain"} className="!h-6 !px-2" onClick={() => accept(suggestion, strength)}>
                        <span className={strength === USUAL ? undefined : "text-faint"}>{strength}</span>
                        {m.evidence.strengthWord[strength]}
                      </Button>
                    ))}
                    <Button kind="quiet" className="!h-6" onClick={() => accept(suggestion, USUAL, "against")}><Pips strength={USUAL} />{m.evidence.acceptAgainst}</Button>
                  </span>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const HINTS = [["j", m.evidence.next], ["1", m.evidence.accept], ["3", m.evidence.reject]] as const;
