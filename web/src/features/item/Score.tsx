/** The score: its bar, its terms with their inputs, and what would change it. The terms sum to the score. */
import { useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { ScoreExplanation, ScoreInput } from "@/api/types";
import { m } from "@/messages";
import { ProblemLine } from "@/ui/Notice";
import { ChevronDownIcon, ChevronRightIcon } from "@/ui/icons";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { axisOf } from "@/features/items";
import { PillarMark, ScoreBar, scoreInWords } from "@/features/items";
import type { PageProps } from "./page";
import { Sensitivity } from "./Sensitivity";
import { quantity } from "./sensitivity";

export function Score({ detail }: PageProps) {
  const { id } = detail.item;
  const scored = detail.row.score !== undefined;
  const explained = useQuery({ queryKey: queryKeys.itemScore(id), queryFn: () => read(api.GET("/api/v1/items/{id}/score", { params: { path: { id } } })), enabled: scored });
  const score = explained.data?.score ?? detail.row.score;
  return (
    <Section id="score" title={m.item.score} note={score && <span className="text-ink">{m.words.number(score.value)} <span className="text-faint">{score.unit}, {m.items.scoreInterval(m.words.number(score.low), m.words.number(score.high))}</span></span>}>
      {!scored && <p className="text-faint">{m.item.scoreNone}</p>}
      {score && (
        <>
          <span className="sr-only">{scoreInWords(score)}</span>
          <ScoreBar score={score} axis={axisOf([score])} height={14} />
        </>
      )}
      {scored && explained.isPending && <Skeleton label={m.errors.loading} />}
      <ProblemLine error={explained.error} />
      {explained.data && <Terms explained={explained.data} />}
      {explained.data && explained.data.sensitivity.length > 0 && <Sensitivity explained={explained.data} />}
    </Section>
  );
}

function Terms({ explained }: { explained: ScoreExplanation }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (term: string) => setOpen((now) => (now.has(term) ? new Set([...now].filter((other) => other !== term)) : new Set([...now, term])));
  return (
    <div className="overflow-x-auto pt-3">
      <table className="w-full min-w-72">
        <thead className="text-left text-sm text-faint">
          <tr>
            <th scope="col" className="py-1 font-normal">{m.item.term}</th>
            <th scope="col" className="py-1 pr-2 font-normal max-sm:hidden">{m.item.formula}</th>
            <th scope="col" className="py-1 pr-4 text-right font-normal">{m.item.value}</th>
            <th scope="col" className="py-1 text-right font-normal">{m.item.share}</th>
          </tr>
        </thead>
        <tbody>
          {explained.terms.map((term) => {
            const opened = open.has(term.key);
            const inputs = explained.inputs.filter(({ key }) => term.inputs.includes(key));
            return (
              <Fragment key={term.key}>
                <tr className="border-t border-line align-top">
                  <th scope="row" className="py-1 pr-2 text-left font-normal">
                    <button type="button" aria-expanded={opened} aria-label={m.item.showInputs(term.label)} className="-ml-1 flex items-center gap-1.5 rounded-md px-1 hover:bg-hover" onClick={() => toggle(term.key)}>
                      {opened ? <ChevronDownIcon className="text-faint" /> : <ChevronRightIcon className="text-faint" />}
                      <PillarMark pillar={term.pillar} />
                      <span className="inline-block first-letter:uppercase">{term.label}</span>
                      {inputs.some(({ imputed }) => imputed) && <Imputed />}
                    </button>
                  </th>
                  <td className="py-1 pr-2 font-mono text-sm text-muted max-sm:hidden">{term.formula}{term.weight !== 1 && <span className="font-sans text-faint"> · {m.item.weight(term.weight)}</span>}</td>
                  <td className="py-1 pr-4 text-right">{m.words.number(term.value)}</td>
                  <td className="py-1 text-right text-muted">{Math.round(term.share * 100)} %</td>
                </tr>
                {opened && (
                  <tr>
                    <td colSpan={4} className="pb-2 pl-6">
                      <code className="text-sm text-muted sm:hidden">{term.formula}</code>
                      <Inputs inputs={inputs} label={m.item.inputsOf(term.label)} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
          <tr className="border-t border-line-strong font-medium">
            <th scope="row" className="py-1 text-left font-medium" colSpan={1}>{m.item.sum}</th>
            <td className="max-sm:hidden" />
            <td className="py-1 pr-4 text-right">{m.words.number(explained.score.value)}</td>
            <td className="py-1 text-right font-normal text-muted">100 %</td>
          </tr>
        </tbody>
      </table>
      <p className="pt-1 text-sm text-faint">{m.item.scoredBy(explained.rubric_name, explained.rubric_version, explained.effort_formula)}</p>
    </div>
  );
}

function Inputs({ inputs, label }: { inputs: readonly ScoreInput[]; label: string }) {
  return (
    <table className="w-full text-sm" aria-label={label}>
      <tbody>
        {inputs.map((input) => (
          <tr key={input.key} className="align-top">
            <th scope="row" title={input.help} className="w-2/5 py-0.5 pr-3 text-left font-normal">{input.label} <code className="text-faint">{input.key}</code></th>
            <td className="py-0.5 pr-3">{m.item.range(quantity(input.range.low, ""), quantity(input.range.likely, ""), quantity(input.range.high, input.unit))}</td>
            <td className="py-0.5 text-muted">{input.imputed ? <Imputed /> : input.source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Imputed() {
  return <span title={m.item.imputedHelp} className="whitespace-nowrap rounded-sm border border-dashed border-line-strong px-1 text-xs text-muted">{m.item.imputed}</span>;
}
