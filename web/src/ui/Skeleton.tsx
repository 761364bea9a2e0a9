/** Grey lines in the shape of what is loading; never a spinner. */
const WIDTHS = ["w-3/4", "w-1/2", "w-5/6", "w-2/3", "w-3/5"];

export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3 py-1">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={`skeleton block h-3.5 ${WIDTHS[line % WIDTHS.length]}`} />
      ))}
    </div>
  );
}
