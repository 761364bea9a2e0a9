/** How good the evidence is: a word on a scale of four steps, and the sentence that says why. */
import { GRADES, type ItemEvidence } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { Moment } from "@/ui/Moment";

export function GradeMeter({ grade, now }: { grade: ItemEvidence["grade"]; now: number }) {
  const at = GRADES.indexOf(grade.level);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <div role="img" aria-label={m.evidence.gradeSteps(m.evidence.grade[grade.level], at + 1, GRADES.length)} className="flex gap-1">
        {GRADES.map((level, step) => (
          <span key={level} className="w-16 text-xs">
            <span className={cx("bar-segment block h-1.5 rounded-sm border", step <= at ? "border-accent bg-accent" : "border-line-strong")} />
            <span className={step === at ? "font-semibold text-ink" : "text-faint"}>{m.evidence.grade[level]}</span>
          </span>
        ))}
      </div>
      <p className="min-w-48 flex-1">
        <span className="font-medium">{m.evidence.grade[grade.level]}:</span> {grade.because}.
        {grade.newest && <span className="text-faint"> {m.evidence.newest} <Moment at={grade.newest} now={now} /></span>}
      </p>
    </div>
  );
}
