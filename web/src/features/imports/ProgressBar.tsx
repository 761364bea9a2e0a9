/** How far something is, with the count and what is left in words. */
interface ProgressBarProps {
  label: string;
  done: number;
  total: number;
  said: string;
}

export function ProgressBar({ label, done, total, said }: ProgressBarProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3 pb-1.5">
        <span className="min-w-0 truncate font-medium">{label}</span>
        <span className="whitespace-nowrap text-sm text-muted">{said}</span>
      </div>
      <div role="progressbar" aria-label={label} aria-valuenow={done} aria-valuemin={0} aria-valuemax={total} aria-valuetext={said} className="h-1.5 overflow-hidden rounded-sm bg-line">
        <div className="bar-segment h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
