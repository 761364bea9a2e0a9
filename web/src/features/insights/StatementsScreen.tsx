/** All statements: by kind, by words, by stakeholder; the one under the cursor opens beside the list. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { useActions } from "@/actions/context";
import { STATEMENT_KINDS, type Statement } from "@/api/types";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths, type StatementSearch } from "@/paths";
import { Region } from "@/shell/regions";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { StatementGlyph } from "@/ui/glyphs";
import { CloseIcon, PlusIcon, WarnIcon } from "@/ui/icons";
import { Kbd } from "@/ui/Kbd";
import { Link } from "@/ui/Link";
import { Moment } from "@/ui/Moment";
import { money } from "@/ui/money";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { SearchField } from "@/ui/SearchField";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { InsightsFrame } from "./InsightsFrame";
import { statementQuery, statementsQuery } from "./query";
import { statementsRoute } from "./route";
import { StatementBody } from "./StatementBody";

const NewStatementDialog = lazy(() => import("./NewStatementDialog"));

export function StatementsScreen() {
  const search = statementsRoute.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const { now } = useNow();
  const writable = mayWrite(useSession());
  const answer = useInfiniteQuery({ ...statementsQuery(search), placeholderData: keepPreviousData });
  const first = answer.data?.pages[0];
  const statements = answer.data?.pages.flatMap((page) => page.statements) ?? [];
  const [cursor, setCursor] = useState<string>();
  const [peeked, setPeeked] = useState(false);
  const [writing, setWriting] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const at = statements.findIndex(({ id }) => id === cursor);
  const current = statements[at];
  const set = useCallback((change: StatementSearch) => void navigate({ to: "/insights", search: (before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)), replace: true }), [navigate]);

  const moveTo = (index: number) => {
    const next = statements[index];
    if (!next) return;
    setCursor(next.id);
    list.current?.querySelectorAll<HTMLElement>("[data-statement]")[index]?.focus();
  };
  useActions([
    { id: "insights.new", title: m.insights.create, group: "create", keys: ["n"], when: () => writable, run: () => setWriting(true) },
    { id: "insights.next", title: m.insights.next, group: "list", keys: ["j", "ArrowDown"], keysOnly: true, when: () => statements.length > 0, run: () => moveTo(Math.min(statements.length - 1, at + 1)) },
    { id: "insights.previous", title: m.insights.previous, group: "list", keys: ["k", "ArrowUp"], keysOnly: true, when: () => statements.length > 0, run: () => moveTo(Math.max(0, at - 1)) },
    { id: "insights.peek", title: m.insights.peek, group: "list", keys: ["Space"], keysOnly: true, when: () => current !== undefined, run: () => setPeeked(!peeked) },
    { id: "insights.open", title: m.insights.open, group: "list", keys: ["Enter", "o"], keysOnly: true, when: () => current !== undefined, run: () => current && router.history.push(paths.statement(current.id)) },
    { id: "insights.close_peek", title: m.shell.closePeek, group: "list", keys: ["Escape"], keysOnly: true, when: () => peeked, run: () => setPeeked(false) },
  ]);
  const filtered = Object.keys(search).length > 0;
  const none = first !== undefined && statements.length === 0;
  const create = writable && <Button kind="primary" onClick={() => setWriting(true)}><PlusIcon />{m.insights.create}<span className="max-sm:hidden"><Kbd chord="n" /></span></Button>;
  return (
    <InsightsFrame tools={create}>
      <div className="flex flex-wrap items-center gap-1.5 px-4 py-2">
        <div role="group" aria-label={m.insights.kindFilter} className="flex flex-wrap gap-1">
          {STATEMENT_KINDS.map((kind) => (
            <button key={kind} type="button" aria-pressed={search.kind === kind} onClick={() => set({ kind: search.kind === kind ? "" : kind })} className={cx("flex h-7 items-center gap-1.5 rounded-md border px-2", search.kind === kind ? "border-accent bg-active" : "border-line-strong hover:bg-hover")}>
              <StatementGlyph kind={kind} />
              {m.insights.kinds[kind]}
              <span className="text-muted">{first?.counts[kind]}</span>
            </button>
          ))}
        </div>
        <select aria-label={m.insights.stakeholder} className="field max-w-48 !h-7" value={search.stakeholder ?? ""} onChange={(event) => set({ stakeholder: event.target.value })}>
          <option value="">{m.insights.anyStakeholder}</option>
          {first?.stakeholders.map((role) => <option key={role}>{role}</option>)}
        </select>
        <span className="flex-1" />
        <SearchField label={m.insights.search} q={search.q ?? ""} onSearch={(q) => set({ q })} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto border-t border-line">
        {answer.isPending && <div className="p-4"><Skeleton label={m.errors.loading} lines={10} /></div>}
        {answer.error && !first && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {none && !filtered && <Notice title={m.insights.empty} actions={create}>{m.insights.emptyText}</Notice>}
        {none && filtered && <Notice title={m.insights.emptyFiltered} actions={<Button onClick={() => set({ kind: "", stakeholder: "", q: "", orphan: "" })}>{m.insights.clear}</Button>}>{m.insights.emptyFilteredText}</Notice>}
        <ul ref={list} aria-label={m.insights.list}>
          {statements.map((statement) => <Row key={statement.id} statement={statement} now={now} current={statement.id === cursor} onFocus={() => setCursor(statement.id)} />)}
        </ul>
        {answer.hasNextPage && <div className="p-3 text-center"><Button disabled={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{m.insights.more}</Button></div>}
      </div>
      {peeked && cursor && (
        <Region name="peek">
          <Peek id={cursor} now={now} onClose={() => setPeeked(false)} />
        </Region>
      )}
      <Suspense>{writing && <NewStatementDialog onClose={() => setWriting(false)} onCreated={({ id }) => (setWriting(false), router.history.push(paths.statement(id)))} />}</Suspense>
    </InsightsFrame>
  );
}

function Row({ statement, now, current, onFocus }: { statement: Statement; now: number; current: boolean; onFocus: () => void }) {
  const { id, kind, text, stakeholder, accounts, notes, revenue, contradictions, created_at, erased } = statement;
  return (
    <li data-statement tabIndex={-1} aria-current={current || undefined} onFocus={onFocus} className={cx("border-b border-line/60 -outline-offset-2 hover:bg-hover", current && "is-current")}>
      <Link href={paths.statement(id)} className="flex items-start gap-2.5 px-4 py-1.5 -outline-offset-2">
        <span className="mt-[3px]"><StatementGlyph kind={kind} /></span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="[overflow-wrap:anywhere]">{erased ? <em className="text-faint">{m.insights.erased}</em> : text}</span>
          <span className="flex flex-wrap gap-x-2 text-sm text-faint">
            {stakeholder && <span className="text-muted">{stakeholder}</span>}
            <span>{m.insights.facts(accounts, notes)}</span>
            {revenue > 0 && <span>{money(revenue)}</span>}
            <Moment at={created_at} now={now} />
            {contradictions > 0 && <span className="flex items-center gap-1 text-danger"><WarnIcon width={12} height={12} />{m.insights.contradictions(contradictions)}</span>}
          </span>
        </span>
      </Link>
    </li>
  );
}

function Peek({ id, now, onClose }: { id: string; now: number; onClose: () => void }) {
  const answer = useQuery(statementQuery(id));
  return (
    <div className="flex w-[26rem] shrink-0 flex-col border-l border-line bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:shadow-(--shadow-layer) max-sm:w-full">
      <div className="flex h-10 shrink-0 items-center justify-end gap-2 border-b border-line px-3">
        <Link href={paths.statement(id)} className="rounded-md px-2 py-1 text-accent hover:bg-hover">{m.insights.openNode}</Link>
        <IconButton icon={CloseIcon} label={m.shell.closePeek} onClick={onClose} />
      </div>
      <div className="overflow-auto p-4">
        {answer.isPending && <Skeleton label={m.errors.loading} lines={6} />}
        {answer.error && !answer.data && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {answer.data && <StatementBody key={id} statement={answer.data} now={now} onGone={onClose} />}
      </div>
    </div>
  );
}
