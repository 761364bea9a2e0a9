/** Everything that was found, with what matched and why. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { useActions } from "@/actions/context";
import type { SearchHit } from "@/api/types";
import { m } from "@/messages";
import type { FindSearch } from "@/paths";
import { Region } from "@/shell/regions";
import { cx } from "@/ui/cx";
import { SearchIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Moment } from "@/ui/Moment";
import { money } from "@/ui/money";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { Filters } from "./Filters";
import { HitGlyph } from "./HitGlyph";
import { Marked } from "./Marked";
import { hitPath, isQuoted, searchQuery, why } from "./query";
import { searchRoute } from "./route";

const MOST = 50;
const WAIT_MS = 150;

export function SearchScreen() {
  const search = searchRoute.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const { now } = useNow();
  const set = useCallback((change: FindSearch) => void navigate({ to: "/search", search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value)), replace: true }), [navigate]);
  const { q = "" } = search;
  const filtered = Object.keys(search).some((key) => key !== "q");
  const asked = q !== "" || filtered;
  const answer = useQuery({ ...searchQuery({ ...search, typing: true, limit: MOST }), enabled: asked, placeholderData: keepPreviousData });
  const hits = asked ? (answer.data?.hits ?? []) : [];
  const [place, setPlace] = useState<{ question: FindSearch; at: number }>();
  const at = place && place.question === search && hits.length > 0 ? Math.min(place.at, hits.length - 1) : undefined;
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);

  const moveTo = (next: number) => {
    setPlace({ question: search, at: next });
    list.current?.querySelectorAll<HTMLElement>("[data-hit]")[next]?.focus();
  };
  const open = (hit: SearchHit | undefined) => hit && router.history.push(hitPath(hit));
  useActions([
    { id: "search.next", title: m.search.next, group: "list", keys: ["j", "ArrowDown"], keysOnly: true, when: () => hits.length > 0, run: () => moveTo(at === undefined ? 0 : Math.min(hits.length - 1, at + 1)) },
    { id: "search.previous", title: m.search.previous, group: "list", keys: ["k", "ArrowUp"], keysOnly: true, when: () => hits.length > 0, run: () => moveTo(Math.max(0, (at ?? 0) - 1)) },
    { id: "search.open", title: m.search.open, group: "list", keys: ["Enter", "o"], keysOnly: true, when: () => at !== undefined, run: () => open(hits[at!]) },
    { id: "search.focus", title: m.search.focus, group: "list", keys: ["/"], run: () => box.current?.focus() },
  ]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Region name="crumbs"><h1 className="text-base">{m.search.title}</h1></Region>
      <div className="flex flex-col gap-2 border-b border-line px-4 py-3">
        <SearchInput ref={box} q={q} onSearch={(next) => set({ q: next })} onDown={() => hits.length > 0 && moveTo(0)} />
        <p className="text-sm text-faint">{isQuoted(q) ? m.search.quoted : m.search.unquoted}</p>
        <Filters search={search} onChange={set} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto" aria-busy={answer.isFetching && !answer.data}>
        <p role="status" className="px-4 pt-2 text-sm text-faint empty:hidden">{asked && answer.data && m.search.total(answer.data.total)}</p>
        {!asked && <Notice icon={<SearchIcon className="size-6 text-faint" />} title={m.search.start}>{m.search.startText}</Notice>}
        {asked && answer.isPending && <div className="p-4"><Skeleton label={m.errors.loading} lines={10} /></div>}
        {asked && answer.error && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {asked && !answer.error && answer.data && hits.length === 0 && <Notice title={m.search.empty(isQuoted(q) ? q.trim().slice(1, -1) : q)}>{isQuoted(q) ? m.search.emptyQuoted : filtered ? m.search.emptyFiltered : m.search.emptyText}</Notice>}
        <ul ref={list} aria-label={m.search.results} className={cx("flex flex-col", answer.isPlaceholderData && "opacity-60")}>
          {!answer.error && hits.map((hit, index) => <Hit key={hit.id} hit={hit} now={now} current={index === at} onFocus={() => setPlace({ question: search, at: index })} />)}
        </ul>
      </div>
    </div>
  );
}

function Hit({ hit, now, current, onFocus }: { hit: SearchHit; now: number; current: boolean; onFocus: () => void }) {
  const { kind, key, title, title_marks, excerpt, marks, at, source, account } = hit;
  const reason = why(hit);
  return (
    <li className={cx("border-b border-line/60 hover:bg-hover", current && "is-current")}>
      <Link href={hitPath(hit)} data-hit onFocus={onFocus} className="flex gap-2.5 px-4 py-2 -outline-offset-2">
        <span className="mt-[3px]"><HitGlyph hit={hit} /></span>
        <span className="flex min-w-0 max-w-[88ch] flex-1 flex-col">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {key && <span className="pr-1.5 text-faint">{key}</span>}
            <span className="font-medium">{title ? <Marked text={title} marks={title_marks} /> : (account?.name ?? m.search.untitled)}</span>
          </span>
          {excerpt && <span className="text-muted [overflow-wrap:anywhere]"><Marked text={excerpt} marks={marks} /></span>}
          <span className="flex flex-wrap gap-x-2 text-sm text-faint">
            <span>{m.search.kind[kind] ?? kind}</span>
            {account && kind !== "account" && title && <span>{account.name}</span>}
            {account?.revenue !== undefined && <span>{money(account.revenue, account.currency)}</span>}
            {source && <span>{source}</span>}
            {at && <Moment at={at} now={now} />}
            {reason && <span className="text-muted">{reason}</span>}
          </span>
        </span>
      </Link>
    </li>
  );
}

interface SearchInputProps {
  ref: React.Ref<HTMLInputElement>;
  q: string;
  onSearch: (q: string) => void;
  /** Down goes to the first result. */
  onDown: () => void;
}

function SearchInput({ ref, q, onSearch, onDown }: SearchInputProps) {
  const [text, setText] = useState(q);
  const [known, setKnown] = useState(q);
  // The URL changed from elsewhere (the palette, the back button).
  if (q !== known) {
    setKnown(q);
    if (q !== text.trim()) setText(q);
  }
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => onSearch(text.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, q, onSearch]);
  return (
    <label className="relative flex items-center">
      <SearchIcon className="pointer-events-none absolute left-2.5 text-faint" />
      <input
        ref={ref}
        type="search"
        autoFocus
        className="field !h-9 w-full max-w-3xl !pl-8 text-lg"
        aria-label={m.search.hint}
        placeholder={m.search.hint}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || !["Escape", "Enter", "ArrowDown"].includes(event.key)) return;
          event.preventDefault();
          if (event.key === "Escape") event.currentTarget.blur();
          else onDown();
        }}
      />
    </label>
  );
}
