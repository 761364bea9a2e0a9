/** What has lost its connection: problems without an item, items without a voice, and so on. */
import { useQuery } from "@tanstack/react-query";
import type { Other } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { CheckIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { InsightsFrame } from "./InsightsFrame";
import { OtherLink } from "./OtherLink";
import { orphansQuery } from "./query";

export function OrphansScreen() {
  const answer = useQuery(orphansQuery);
  const orphans = answer.data;
  const none = orphans && orphans.problems.length + orphans.opportunities.length + orphans.insights.length + orphans.items_total === 0;
  return (
    <InsightsFrame>
      <div className="min-h-0 flex-1 overflow-auto px-4 py-4">
        {answer.isPending && <Skeleton label={m.errors.loading} lines={12} />}
        {answer.error && !orphans && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {none && <Notice icon={<CheckIcon className="size-6 text-good" />} title={m.insights.orphansNone}>{m.insights.orphansNoneText}</Notice>}
        {orphans && !none && (
          <div className="grid max-w-6xl gap-x-8 gap-y-6 lg:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-6">
              <List title={m.insights.orphanProblems} others={orphans.problems} />
              <List title={m.insights.orphanOpportunities} others={orphans.opportunities} />
              <List title={m.insights.orphanInsights} others={orphans.insights} />
            </div>
            <List title={m.insights.orphanItems} others={orphans.items} total={orphans.items_total} />
          </div>
        )}
      </div>
    </InsightsFrame>
  );
}

function List({ title, others, total = others.length }: { title: string; others: readonly Other[]; total?: number }) {
  return (
    <Section title={title} note={total > others.length ? m.insights.orphanItemsMore(others.length, total) : others.length}>
      {others.length === 0 && <p className="text-faint">{m.insights.orphanNone}</p>}
      <ul>
        {others.map((other) => (
          <li key={other.id} className="group flex items-start gap-2 border-b border-line/60 hover:bg-hover">
            <OtherLink other={other} />
            {other.kind === "item" && <Link href={paths.item(other.id, "evidence")} className="rounded-md px-1.5 py-1 text-sm text-accent opacity-0 hover:underline focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100">{m.insights.addEvidence}</Link>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
