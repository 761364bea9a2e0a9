/** The evidence on an item, as a section of its page. */
import { useQuery } from "@tanstack/react-query";
import type { Evidence, ItemEvidence } from "@/api/types";
import { m } from "@/messages";
import { money } from "@/ui/money";
import { ProblemNotice } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { CoverageList } from "./CoverageList";
import { EvidenceCard } from "./EvidenceCard";
import { GradeMeter } from "./GradeMeter";
import { LinkButton } from "./LinkButton";
import { itemEvidenceQuery } from "./query";
import { QuoteBlock } from "./QuoteBlock";
import { StatementLine } from "./StatementLine";
import { Suggestions } from "./Suggestions";
import { useEvidenceWrites, type EvidenceWrites } from "./useEvidenceWrites";

interface EvidenceSectionProps {
  itemId: string;
  now: number;
  /** This person may change the item. */
  writable: boolean;
}

export function EvidenceSection({ itemId, now, writable }: EvidenceSectionProps) {
  const answer = useQuery(itemEvidenceQuery(itemId));
  const itemWrites = useEvidenceWrites(itemId);
  const writes = writable ? itemWrites : undefined;
  const evidence = answer.data;
  return (
    <Section
      id="evidence"
      title={m.evidence.title}
      note={evidence && <>{m.evidence.note(evidence.for.length, evidence.against.length)}{evidence.revenue > 0 && ` · ${m.evidence.revenue(money(evidence.revenue))}`}</>}
      tools={evidence && writes && <LinkButton linked={originsOf(evidence)} writes={writes} />}
    >
      {answer.isPending && <Skeleton label={m.errors.loading} lines={5} />}
      {answer.error && !evidence && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
      {evidence && (
        <div className="@container flex flex-col gap-4">
          <GradeMeter grade={evidence.grade} now={now} />
          <CoverageList evidence={evidence} />
          <div className="grid gap-4 @xl:grid-cols-2">
            <Side title={m.evidence.for} links={evidence.for} none={m.evidence.forNone} now={now} writes={writes} />
            <Side title={m.evidence.against} links={evidence.against} none={m.evidence.againstNone} now={now} writes={writes} />
          </div>
          {evidence.through.length > 0 && <Through evidence={evidence} now={now} />}
          <Suggestions itemId={itemId} now={now} writes={writes} />
        </div>
      )}
    </Section>
  );
}

function originsOf(evidence: ItemEvidence): ReadonlySet<string> {
  return new Set([...evidence.for, ...evidence.against].flatMap(({ note_id, statement }) => note_id ?? statement?.id ?? []));
}

function Side({ title, links, none, now, writes }: { title: string; links: readonly Evidence[]; none: string; now: number; writes: EvidenceWrites | undefined }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="pb-1 text-sm text-muted">{title} <span className="font-normal text-faint">{links.length}</span></h3>
      {links.length === 0 && <p className="text-faint">{none}</p>}
      <ul className="flex flex-col gap-2">{links.map((link) => <EvidenceCard key={link.id} evidence={link} now={now} writes={writes} />)}</ul>
    </section>
  );
}

/** What reaches the item by the problems it solves and the ideas it implements. */
function Through({ evidence, now }: { evidence: ItemEvidence; now: number }) {
  return (
    <section aria-label={m.evidence.through}>
      <h3 className="pb-1 text-sm text-muted">{m.evidence.through}</h3>
      <ul className="flex flex-col gap-2">
        {evidence.through.map(({ relation, statement, quotes }) => (
          <li key={statement.id} className="flex flex-col gap-1.5">
            <span className="text-sm text-faint">{m.evidence.relation[relation]}</span>
            <StatementLine statement={statement} />
            {quotes.length > 0 && (
              <details className="pl-5">
                <summary className="w-fit rounded-md px-1 text-sm text-muted hover:bg-hover">{m.evidence.quotes(quotes.length)}</summary>
                <div className="flex flex-col gap-2 pt-1.5">{quotes.map((quote) => <QuoteBlock key={`${quote.note_id} ${quote.start}`} quote={quote} now={now} />)}</div>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
