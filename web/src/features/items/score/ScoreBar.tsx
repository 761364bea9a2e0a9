/** A score as its terms, stacked on the shared axis, with the interval as a thin line. */
import type { Score } from "@/api/types";
import { m } from "@/messages";
import { intervalOf, placeOn, runsPast, segmentsOf, type Axis } from "./bar";
import { pillarColor } from "./pillars";

const percent = (fraction: number) => `${fraction * 100}%`;

/** The whole bar in words, for screen readers. */
export function scoreInWords(score: Score): string {
  const terms = score.terms.map(({ label, value }) => `${label} ${m.words.score(value)}`).join(", ");
  return m.items.scoreText(m.words.score(score.value), m.words.score(score.low), m.words.score(score.high), terms);
}

export function ScoreBar({ score, axis, height = 10 }: { score: Score; axis: Axis; height?: number }) {
  const interval = intervalOf(score, axis);
  const past = runsPast(score, axis);
  return (
    <span className="relative block w-full" style={{ height: height + 6 }} aria-hidden="true">
      {segmentsOf(score, axis).map((segment) => (
        <span
          key={segment.key}
          data-term={segment.key}
          className="bar-segment absolute top-0 border-r border-surface"
          style={{ left: percent(segment.start), width: percent(segment.width), height, background: pillarColor(segment.pillar) }}
        />
      ))}
      {axis.min < 0 && <span className="absolute top-0 w-px bg-line-strong" style={{ left: percent(placeOn(axis, 0)), height }} />}
      {past ? (
        <span className="score-break absolute right-2 -top-0.5" style={{ height: height + 4 }} />
      ) : (
        <span
          className="score-interval absolute"
          style={{ left: percent(interval.start), width: percent(interval.width), top: height + 1, borderLeftWidth: interval.cutLow ? 0 : 1, borderRightWidth: interval.cutHigh ? 0 : 1 }}
        />
      )}
    </span>
  );
}

/** The same as a table: letter, term, value; the pointed-at term stands out. */
export function ScoreTerms({ score, current }: { score: Score; current?: string | undefined }) {
  return (
    <table className="w-full">
      <tbody>
        {score.terms.map((term) => (
          <tr key={term.key} className={term.key === current ? "bg-active font-medium" : undefined}>
            <td className="w-6 py-0.5">
              <PillarMark pillar={term.pillar} />
            </td>
            <td className="py-0.5 pr-4">{term.label}</td>
            <td className="py-0.5 text-right tabular-nums">{m.words.score(term.value)}</td>
          </tr>
        ))}
        <tr className="border-t border-line">
          <td />
          <td className="py-0.5 pr-4 text-muted">{m.items.scoreInterval(m.words.score(score.low), m.words.score(score.high))}</td>
          <td className="py-0.5 text-right font-medium">{m.words.score(score.value)}</td>
        </tr>
      </tbody>
    </table>
  );
}

export function PillarMark({ pillar }: { pillar: Score["terms"][number]["pillar"] }) {
  return (
    <span className="inline-flex items-center gap-1" title={pillar && m.words.pillar[pillar]}>
      <span className="bar-segment size-2 rounded-full" style={{ background: pillarColor(pillar) }} />
      <span className="text-xs text-muted">{pillar ? m.words.pillarLetter[pillar] : ""}</span>
    </span>
  );
}
