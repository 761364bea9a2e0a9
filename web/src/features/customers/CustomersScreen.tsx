/** All accounts: what they are worth, when they renew, how they are. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useMemo, useRef, useState } from "react";
import { useActions } from "@/actions/context";
import { registryQuery, useRegistry } from "@/api/registry";
import type { Account } from "@/api/types";
import { m } from "@/messages";
import { paths, type CustomerSearch } from "@/paths";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Link } from "@/ui/Link";
import { Day } from "@/ui/Moment";
import { money, sumsByCurrency } from "@/ui/money";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { SearchField } from "@/ui/SearchField";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { openPromises, orderOf, ORDERS, shownAccounts } from "./accounts";
import { CustomersFrame } from "./CustomersFrame";
import { HealthMark } from "./HealthMark";
import { customersRoute } from "./route";

const ROW = 44;
const COLUMNS = "grid grid-cols-[minmax(0,1fr)_90px_84px] items-center gap-x-3 sm:grid-cols-[minmax(0,1fr)_110px_90px_110px_90px_70px]";
const LINK = "inline-flex h-(--control) items-center rounded-md px-3";

export function CustomersScreen() {
  const search = customersRoute.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const { today } = useNow();
  const answer = useQuery(registryQuery("accounts"));
  const promises = useRegistry("promises");
  const order = orderOf(search.sort);
  const accounts = useMemo(() => shownAccounts(answer.data ?? [], search.q ?? "", order), [answer.data, search.q, order]);
  const open = useMemo(() => openPromises(promises), [promises]);
  const [cursor, setCursor] = useState<string>();
  const area = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: accounts.length, getScrollElement: () => area.current, estimateSize: () => ROW, overscan: 12 });
  const at = accounts.findIndex(({ id }) => id === cursor);
  const set = useCallback((change: CustomerSearch) => void navigate({ to: "/customers", search: (before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)), replace: true }), [navigate]);
  const moveTo = (index: number) => {
    const next = accounts[index];
    if (!next) return;
    setCursor(next.id);
    rows.scrollToIndex(index);
  };
  useActions([
    { id: "customers.next", title: m.customers.next, group: "list", keys: ["j", "ArrowDown"], keysOnly: true, when: () => accounts.length > 0, run: () => moveTo(Math.min(accounts.length - 1, at + 1)) },
    { id: "customers.previous", title: m.customers.previous, group: "list", keys: ["k", "ArrowUp"], keysOnly: true, when: () => accounts.length > 0, run: () => moveTo(Math.max(0, at - 1)) },
    { id: "customers.open", title: m.customers.open, group: "list", keys: ["Enter", "o"], keysOnly: true, when: () => at >= 0, run: () => cursor && router.history.push(paths.account(cursor)) },
  ]);
  const places = <><Link href={paths.imports()} className={`${LINK} bg-accent font-medium text-accent-ink`}>{m.customers.import}</Link><Link href={paths.settings("accounts")} className={`${LINK} border border-line-strong`}>{m.customers.inSettings}</Link></>;
  return (
    <CustomersFrame note={answer.data && m.customers.total(accounts.length, sumsByCurrency(accounts).join(" + "))} tools={<Link href={paths.settings("accounts")} className={`${LINK} text-muted hover:bg-hover hover:text-ink max-sm:hidden`}>{m.customers.inSettings}</Link>}>
      <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-4 py-2">
        <select aria-label={m.customers.sort} className="field !h-7" value={order} onChange={(event) => set({ sort: event.target.value === ORDERS[0] ? "" : event.target.value })}>
          {ORDERS.map((each) => <option key={each} value={each}>{m.customers.orders[each]}</option>)}
        </select>
        <span className="flex-1" />
        <SearchField label={m.customers.search} q={search.q ?? ""} onSearch={(q) => set({ q })} />
      </div>
      {answer.isPending && <div className="p-4"><Skeleton label={m.errors.loading} lines={12} /></div>}
      {answer.error && !answer.data && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data?.length === 0 && <Notice title={m.customers.empty} actions={places}>{m.customers.emptyText}</Notice>}
      {answer.data && answer.data.length > 0 && accounts.length === 0 && <Notice title={m.customers.emptyFiltered} actions={<Button onClick={() => set({ q: "" })}>{m.customers.clear}</Button>}>{m.customers.emptyFilteredText}</Notice>}
      {accounts.length > 0 && (
        <div role="table" aria-label={m.customers.list} aria-rowcount={accounts.length + 1} className="flex min-h-0 flex-1 flex-col">
          <div role="rowgroup">
            <div role="row" className={cx(COLUMNS, "h-8 border-b border-line px-4 text-sm text-faint")}>
              <span role="columnheader">{m.customers.columns.name}</span>
              <span role="columnheader" className="max-sm:hidden">{m.customers.columns.plan}</span>
              <span role="columnheader" className="text-right">{m.customers.columns.revenue}</span>
              <span role="columnheader" className="max-sm:hidden">{m.customers.columns.renewal}</span>
              <span role="columnheader">{m.customers.columns.health}</span>
              <span role="columnheader" className="truncate text-right max-sm:hidden" title={m.customers.columns.promises}>{m.customers.promises}</span>
            </div>
          </div>
          <div ref={area} role="rowgroup" tabIndex={0} aria-label={m.customers.list} className="min-h-0 flex-1 overflow-auto -outline-offset-2">
            <div role="presentation" className="relative" style={{ height: rows.getTotalSize() }}>
              {rows.getVirtualItems().map(({ index, start }) => {
                const account = accounts[index]!;
                return <Row key={account.id} account={account} index={index} start={start} promises={open.get(account.id) ?? 0} current={account.id === cursor} today={today} />;
              })}
            </div>
          </div>
        </div>
      )}
    </CustomersFrame>
  );
}

interface RowProps {
  account: Account;
  index: number;
  start: number;
  promises: number;
  current: boolean;
  today: string;
}

function Row({ account: { id, name, plan, revenue, currency, renewal, health }, index, start, promises, current, today }: RowProps) {
  return (
    <div role="row" aria-rowindex={index + 2} aria-current={current || undefined} className={cx(COLUMNS, "absolute inset-x-0 border-b border-line/60 px-4 hover:bg-hover", current && "is-current")} style={{ top: start, height: ROW }}>
      <span role="cell" className="min-w-0 truncate"><Link href={paths.account(id)} className="font-medium hover:underline">{name}</Link></span>
      <span role="cell" className="truncate text-muted max-sm:hidden">{plan}</span>
      <span role="cell" className="text-right">{revenue !== undefined && money(revenue, currency)}</span>
      <span role="cell" className="text-muted max-sm:hidden">{renewal && <Day date={renewal} today={today} />}</span>
      <span role="cell"><HealthMark health={health} /></span>
      <span role="cell" className="text-right text-muted max-sm:hidden">{promises > 0 && promises}</span>
    </div>
  );
}
