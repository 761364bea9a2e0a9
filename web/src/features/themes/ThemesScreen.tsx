/** All themes, with their size over half a year and what sets them apart. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { useActions } from "@/actions/context";
import { useRegistry } from "@/api/registry";
import type { Theme } from "@/api/types";
import { InsightsFrame } from "@/features/insights";
import { m } from "@/messages";
import { paths, type ThemeSearch } from "@/paths";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Link } from "@/ui/Link";
import { money } from "@/ui/money";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { SearchField } from "@/ui/SearchField";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { ORDERS, themesQuery } from "./query";
import { themesRoute } from "./route";
import { Sparkline } from "./Sparkline";
import { ThemeFacts } from "./ThemeFacts";

export function ThemesScreen() {
  const search = themesRoute.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const { today } = useNow();
  const segments = useRegistry("segments");
  const answer = useQuery({ ...themesQuery(search), placeholderData: keepPreviousData });
  const themes = answer.data?.themes ?? [];
  const [cursor, setCursor] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const at = themes.findIndex(({ id }) => id === cursor);
  const set = useCallback((change: ThemeSearch) => void navigate({ to: "/insights/themes", search: (before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)), replace: true }), [navigate]);
  const moveTo = (index: number) => list.current?.querySelectorAll<HTMLElement>(":scope > li")[index]?.focus();
  useActions([
    { id: "themes.next", title: m.themes.next, group: "list", keys: ["j", "ArrowDown"], keysOnly: true, when: () => themes.length > 0, run: () => moveTo(Math.min(themes.length - 1, at + 1)) },
    { id: "themes.previous", title: m.themes.previous, group: "list", keys: ["k", "ArrowUp"], keysOnly: true, when: () => themes.length > 0, run: () => moveTo(Math.max(0, at - 1)) },
    { id: "themes.open", title: m.themes.open, group: "list", keys: ["Enter", "o"], keysOnly: true, when: () => at >= 0, run: () => cursor && router.history.push(paths.theme(cursor)) },
  ]);
  const filtered = search.q !== undefined || search.segment !== undefined || search.dismissed !== undefined;
  const none = answer.data?.ready && themes.length === 0;
  return (
    <InsightsFrame>
      <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-4 py-2">
        <select aria-label={m.themes.sort} className="field !h-7" value={search.sort ?? "growth"} onChange={(event) => set({ sort: event.target.value === "growth" ? "" : event.target.value })}>
          {ORDERS.map((order) => <option key={order} value={order}>{m.themes.orders[order]}</option>)}
        </select>
        <select aria-label={m.themes.segment} className="field max-w-48 !h-7" value={search.segment ?? ""} onChange={(event) => set({ segment: event.target.value })}>
          <option value="">{m.themes.anySegment}</option>
          {segments.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
        <button type="button" aria-pressed={search.dismissed !== undefined} onClick={() => set({ dismissed: search.dismissed ? "" : "1" })} className={cx("h-7 rounded-md border px-2", search.dismissed ? "border-accent bg-active" : "border-line-strong text-muted hover:bg-hover")}>{m.themes.dismissedToggle}</button>
        {answer.data && answer.data.notes > 0 && <span className="text-sm text-faint max-sm:hidden">{m.themes.unplaced(answer.data.unplaced, answer.data.notes)}</span>}
        <span className="flex-1" />
        <SearchField label={m.themes.search} q={search.q ?? ""} onSearch={(q) => set({ q })} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {answer.isPending && <div className="p-4"><Skeleton label={m.errors.loading} lines={10} /></div>}
        {answer.error && !answer.data && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {answer.data && !answer.data.ready && <Notice title={m.themes.waiting}>{m.themes.waitingText}</Notice>}
        {none && !filtered && <Notice title={m.themes.empty} actions={<Link href={paths.imports()} className="inline-flex h-(--control) items-center rounded-md bg-accent px-3 font-medium text-accent-ink">{m.themes.import}</Link>}>{m.themes.emptyText}</Notice>}
        {none && filtered && <Notice title={m.themes.emptyFiltered} actions={<Button onClick={() => set({ q: "", segment: "", dismissed: "" })}>{m.themes.clear}</Button>}>{m.themes.emptyFilteredText}</Notice>}
        <ul ref={list} aria-label={m.themes.list}>
          {themes.map((theme) => <Row key={theme.id} theme={theme} today={today} current={theme.id === cursor} onFocus={() => setCursor(theme.id)} />)}
        </ul>
      </div>
    </InsightsFrame>
  );
}

function Row({ theme, today, current, onFocus }: { theme: Theme; today: string; current: boolean; onFocus: () => void }) {
  const { id, name, label, named, size, accounts, revenue, weeks } = theme;
  return (
    <li tabIndex={-1} aria-current={current || undefined} onFocus={onFocus} className={cx("border-b border-line/60 -outline-offset-2 hover:bg-hover", current && "is-current")}>
      <Link href={paths.theme(id)} className="flex items-center gap-x-4 gap-y-1 px-4 py-2 -outline-offset-2 max-sm:flex-wrap">
        <span className="flex min-w-0 flex-1 flex-col max-sm:basis-full">
          <span className="[overflow-wrap:anywhere]"><span className="font-medium">{name}</span>{named && <span className="pl-2 text-sm text-faint">{m.themes.label(label)}</span>}</span>
          <ThemeFacts theme={theme} today={today} />
        </span>
        <span className="flex w-36 shrink-0 flex-col text-sm text-muted sm:text-right">
          <span>{m.themes.notes(size)}</span>
          <span className="text-faint">{m.themes.accounts(accounts)}{revenue > 0 && `, ${money(revenue)}`}</span>
        </span>
        <Sparkline weeks={weeks} />
      </Link>
    </li>
  );
}
