/** Draft, active or retired; and whether it is locked. */
import type { Rubric } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";

export function StateBadge({ rubric }: { rubric: Rubric }) {
  return (
    <span className={cx("whitespace-nowrap rounded-sm border px-1 text-xs font-normal", rubric.state === "active" ? "border-good text-good" : "border-line-strong text-muted")}>
      {m.rubrics.states[rubric.state]}
      {rubric.locked && rubric.state !== "active" && `, ${m.rubrics.locked}`}
    </span>
  );
}
