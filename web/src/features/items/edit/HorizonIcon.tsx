/** Horizon as one to three marks: now is nearest. */
const MARKS: Record<string, number> = { now: 1, next: 2, later: 3 };

export function HorizonIcon({ horizon }: { horizon: string | null }) {
  const marks = horizon ? (MARKS[horizon] ?? 0) : 0;
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" className="shrink-0 text-muted" aria-hidden="true">
      {[1, 2, 3].map((mark) => (
        <rect key={mark} x={mark * 5 - 4} y="5" width="3" height="6" rx="1" fill="currentColor" opacity={mark <= marks ? 1 : 0.25} />
      ))}
    </svg>
  );
}
