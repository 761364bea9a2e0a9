/** Notes by week as small bars; the last week stands out. */
import { m } from "@/messages";
import { barsOf } from "./sparkline";

const HEIGHT = 24;

export function Sparkline({ weeks, width = 130 }: { weeks: readonly number[]; width?: number }) {
  const total = weeks.reduce((sum, count) => sum + count, 0);
  return (
    <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={m.themes.sparkline(weeks.length, total, weeks.at(-1) ?? 0, Math.max(0, ...weeks))} className="shrink-0">
      {barsOf(weeks, width, HEIGHT).map((bar, week) => <rect key={week} {...bar} fill={week === weeks.length - 1 ? "var(--accent)" : "var(--line-strong)"} />)}
    </svg>
  );
}
