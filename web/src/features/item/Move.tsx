/** "Why did it move?": one sentence and a small waterfall between two days; the parts sum to the move. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { m } from "@/messages";
import { addDays } from "@/ui/dates";
import { ProblemLine } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { moveOf, type Move as MoveParts } from "./move";
import type { PageProps } from "./page";

const SPANS = ["7", "30", "90"];

export function Move({ detail, today }: PageProps) {
  const { id } = detail.item;
  const [span, setSpan] = useState("30");
  const [days, setDays] = useState({ from: addDays(today, -14), to: today });
  const custom = span === "custom";
  const from = `${custom ? days.from : addDays(today, -Number(span))}T00:00:00Z`;
  // The end of a past day; absent = now.
  const to = custom && days.to && days.to < today ? `${addDays(days.to, 1)}T00:00:00Z` : undefined;
  const explained = useQuery({
    queryKey: queryKeys.itemMove(id, from, to ?? ""),
    queryFn: () => read(api.GET("/api/v1/items/{id}/explain", { params: { path: { id }, query: { from, ...(to ? { to } : {}) } } })),
    retry: false,
    enabled: days.from !== "",
  });
  return (
    <Section
      id="move"
      title={m.item.move}
      tools={
        <span className="flex flex-wrap items-center gap-2 text-sm text-muted">
          <select aria-label={m.item.moveSince} className="field" value={span} onChange={(event) => setSpan(event.target.value)}>
            {SPANS.map((each) => <option key={each} value={each}>{m.item.moveSpan[each]}</option>)}
            <option value="custom">{m.item.moveCustom}</option>
          </select>
          {custom && (
            <>
              <input type="date" aria-label={m.item.moveFrom} className="field" max={days.to} value={days.from} onChange={(event) => setDays({ ...days, from: event.target.value })} />
              <input type="date" aria-label={m.item.moveTo} className="field" max={today} min={days.from} value={days.to} onChange={(event) => setDays({ ...days, to: event.target.value })} />
            </>
          )}
        </span>
      }
    >
      {explained.isPending && <Skeleton label={m.errors.loading} lines={2} />}
      <ProblemLine error={explained.error} />
      {explained.data && (
        <>
          <p>{sentence(explained.data.sentence) || m.item.moveNone}</p>
          {explained.data.causes.length > 0 && <Waterfall move={moveOf(explained.data)} />}
        </>
      )}
    </Section>
  );
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Waterfall({ move }: { move: MoveParts }) {
  const span = Math.max(1, move.max - move.min);
  const percent = (value: number) => `${((value - move.min) / span) * 100}%`;
  const sign = (value: number) => (value > 0 ? `+${m.words.number(value)}` : value < 0 ? `−${m.words.number(-value)}` : "0");
  return (
    <table className="mt-2 w-full">
      <thead className="text-left text-sm text-faint">
        <tr>
          <th scope="col" className="py-1 font-normal">{m.item.moveCause}</th>
          <th className="max-sm:hidden" aria-hidden="true" />
          <th scope="col" className="py-1 pl-3 text-right font-normal">{m.item.movePlaces}</th>
          <th scope="col" className="py-1 pl-3 text-right font-normal">{m.item.moveScore}</th>
        </tr>
      </thead>
      <tbody>
        {move.steps.map((step, index) => (
          <tr key={index} className="border-t border-line">
            <th scope="row" className="py-1 pr-3 text-left font-normal">
              {step.kind === "rest" ? m.item.moveRest : step.label} {step.kind !== "own" && step.kind !== "rest" && <span className="text-sm text-faint">{m.item.moveKind[step.kind]}</span>}
            </th>
            <td aria-hidden="true" className="relative w-2/5 max-sm:hidden">
              <span className="absolute inset-y-0 w-px bg-line-strong" style={{ left: percent(0) }} />
              <span
                className="bar-segment absolute top-1/2 h-3 min-w-px -translate-y-1/2"
                style={{ left: percent(Math.min(step.from, step.to)), width: `${(Math.abs(step.places) / span) * 100}%`, background: step.places >= 0 ? "var(--good)" : "var(--danger)" }}
              />
            </td>
            <td className="py-1 pl-3 text-right">{sign(step.places)}</td>
            <td className="py-1 pl-3 text-right text-muted">{sign(step.score)}</td>
          </tr>
        ))}
        <tr className="border-t border-line-strong font-medium">
          <th scope="row" className="py-1 text-left font-medium">{m.item.moveSum}</th>
          <td className="max-sm:hidden" />
          <td className="py-1 pl-3 text-right">{sign(move.places)}</td>
          <td className="py-1 pl-3 text-right">{sign(move.score)}</td>
        </tr>
      </tbody>
    </table>
  );
}
