/** Strength as three pips with its word. The keys 0 to 3 and the arrows set it where it stands. */
import type { KeyboardEvent } from "react";
import { m } from "@/messages";
import { cx } from "@/ui/cx";

const STEPS = [1, 2, 3] as const;
export const STRENGTHS = [0, 1, 2, 3] as const;

export function Pips({ strength }: { strength: number }) {
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5">
      {STEPS.map((step) => <span key={step} className={cx("bar-segment size-2 rounded-full border border-muted", step <= strength && "bg-muted")} />)}
    </span>
  );
}

interface StrengthProps {
  strength: number;
  /** Absent: cannot be changed. */
  onChange: ((strength: number) => void) | undefined;
}

export function Strength({ strength, onChange }: StrengthProps) {
  const word = m.evidence.strengthWord[strength];
  const shown = <><Pips strength={strength} /><span>{word}</span></>;
  if (!onChange) return <span className="inline-flex items-center gap-1.5 text-sm text-muted">{shown}</span>;
  const set = (next: number) => next !== strength && next >= 0 && next <= 3 && onChange(next);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (/^[0-3]$/.test(event.key)) set(Number(event.key));
    else if (step !== undefined) set(strength + step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span
      role="slider"
      tabIndex={0}
      aria-label={m.evidence.strength}
      aria-valuemin={0}
      aria-valuemax={3}
      aria-valuenow={strength}
      aria-valuetext={word}
      title={m.evidence.strengthKeys}
      className="inline-flex h-6 items-center gap-1.5 rounded-md px-1 text-sm text-muted hover:bg-hover"
      onKeyDown={onKeyDown}
      onClick={() => onChange((strength + 1) % STRENGTHS.length)}
    >
      {shown}
    </span>
  );
}
