/** The page of one statement. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useActions } from "@/actions/context";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Link } from "@/ui/Link";
import { ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { statementQuery } from "./query";
import { StatementBody } from "./StatementBody";

export function StatementScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const router = useRouter();
  const { now } = useNow();
  const answer = useQuery(statementQuery(id));
  useActions([{ id: "statement.back", title: m.insights.backTo, group: "navigate", keys: ["Escape"], keysOnly: true, run: () => (router.history.canGoBack() ? router.history.back() : router.history.push(paths.insights())) }]);
  return (
    <>
      <Region name="crumbs">
        <Link href={paths.insights()} className="font-normal text-muted hover:text-ink">{m.insights.title}</Link>
        <span className="text-faint" aria-hidden="true">/</span>
        <h1 className="truncate text-base">{answer.data ? m.words.statement[answer.data.kind] : m.insights.text}</h1>
      </Region>
      <div className="mx-auto w-full max-w-3xl px-4 pb-16 pt-5 sm:px-8">
        {answer.isPending && <Skeleton label={m.errors.loading} lines={8} />}
        {answer.error && !answer.data && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {answer.data && <StatementBody key={id} statement={answer.data} now={now} onGone={() => router.history.push(paths.insights())} />}
      </div>
    </>
  );
}
