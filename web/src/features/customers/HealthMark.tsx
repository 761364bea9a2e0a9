/** Health of an account: a shape, a hue and a word. */
import type { ReactNode } from "react";
import type { Health } from "@/api/types";
import { m } from "@/messages";

/** Full circle, half circle, triangle. */
const MARK: Record<Health, { color: string; shape: ReactNode }> = {
  green: { color: "var(--good)", shape: <circle cx="6" cy="6" r="4.5" fill="currentColor" /> },
  amber: { color: "var(--warn)", shape: <><circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.4" /><path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" /></> },
  red: { color: "var(--danger)", shape: <path d="M6 1 11.5 10.5H.5z" fill="currentColor" /> },
};

export function HealthMark({ health }: { health: Health | undefined }) {
  if (!health) return <span className="text-faint">{m.customers.healthNone}</span>;
  const { color, shape } = MARK[health];
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" style={{ color }} className="shrink-0">{shape}</svg>
      {m.customers.health[health]}
    </span>
  );
}
