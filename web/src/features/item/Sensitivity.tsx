/** One sentence per input that matters, beside a bar from the lower to the higher score. */
import type { ScoreExplanation } from "@/api/types";
import { m } from "@/messages";
import { placeOn } from "@/features/items";
import { quantity, whatIfs } from "./sensitivity";

export function Sensitivity({ explained }: { explained: ScoreExplanation }) {
  const found = whatIfs(explained);
  const scores = found.flatMap(({ low, high }) => [low.score, high.score]);
  const axis = { min: Math.min(...scores, explained.score.value), max: Math.max(...scores, explained.score.value) };
  const percent = (value: number) => `${placeOn(axis, value) * 100}%`;
  const now = m.words.number(explained.score.value);
  return (
    <div className="pt-4">
      <h3 className="pb-1 text-sm text-muted">{m.item.sensitivity} <span className="font-normal text-faint">{m.item.sensitivityNote}</span></h3>
      <ul className="flex flex-col gap-1.5">
        {found.map((each) => {
          const [from, to] = [Math.min(each.low.score, each.high.score), Math.max(each.low.score, each.high.score)];
          return (
            <li key={each.key} className="grid items-center gap-x-4 sm:grid-cols-[1fr_160px]">
              <span>
                {m.item.sensitivityOne(each.label.toLowerCase(), quantity(each.high.input, each.unit), quantity(each.now, ""), m.words.number(each.high.score))}
                <span className="text-muted">{m.item.sensitivityOther(m.words.number(each.low.score), quantity(each.low.input, ""))}</span>
              </span>
              <span aria-hidden="true" className="relative block h-2 rounded-sm bg-canvas max-sm:mt-1">
                <span className="bar-segment absolute inset-y-0 rounded-sm bg-line-strong" style={{ left: percent(from), width: `calc(${percent(to)} - ${percent(from)})` }} />
                <span title={now} className="absolute -inset-y-0.5 w-0.5 bg-ink" style={{ left: percent(explained.score.value) }} />
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
