/** What is said both ways: each statement with the insights for it and against it, side by side. */
import { useQuery } from "@tanstack/react-query";
import type { Other } from "@/api/types";
import { m } from "@/messages";
import { CheckIcon } from "@/ui/icons";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { InsightsFrame } from "./InsightsFrame";
import { OtherLink } from "./OtherLink";
import { contradictionsQuery } from "./query";

export function ContradictionsScreen() {
  const answer = useQuery(contradictionsQuery);
  const found = answer.data?.contradictions;
  return (
    <InsightsFrame>
      <div className="min-h-0 flex-1 overflow-auto px-4 py-4">
        {answer.isPending && <Skeleton label={m.errors.loading} lines={8} />}
        {answer.error && !found && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {found?.length === 0 && <Notice icon={<CheckIcon className="size-6 text-good" />} title={m.insights.contradictionsNone}>{m.insights.contradictionsNoneText}</Notice>}
        <ul className="flex max-w-5xl flex-col gap-4">
          {found?.map(({ statement, supports, contradicts }) => (
            <li key={statement.id} className="rounded-md border border-line p-3">
              <div className="font-medium"><OtherLink other={statement} /></div>
              <div className="grid gap-x-6 gap-y-2 pt-1 sm:grid-cols-2">
                <Side title={m.insights.supports} others={supports} />
                <Side title={m.insights.contradicts} others={contradicts} />
              </div>
            </li>
          ))}
        </ul>
      </div>
    </InsightsFrame>
  );
}

function Side({ title, others }: { title: string; others: readonly Other[] }) {
  return (
    <section aria-label={title}>
      <h2 className="text-sm font-normal text-muted">{title} <span className="text-faint">{others.length}</span></h2>
      {others.length === 0 && <p className="text-faint">{m.insights.nobody}</p>}
      <ul>{others.map((other) => <li key={other.id}><OtherLink other={other} /></li>)}</ul>
    </section>
  );
}
