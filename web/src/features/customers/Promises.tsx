/** What was promised to an account, by when, and what became of it. */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useRegistry } from "@/api/registry";
import { PROMISE_STATES, type Account, type Promised, type PromiseState } from "@/api/types";
import { itemDetailQuery } from "@/features/items";
import { useRegistryWrites } from "@/features/settings";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button, IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { cx } from "@/ui/cx";
import { StatusGlyph } from "@/ui/glyphs";
import { ChevronDownIcon, CloseIcon, PlusIcon, WarnIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Menu } from "@/ui/Menu";
import { Day } from "@/ui/Moment";
import { money } from "@/ui/money";
import { Section } from "@/ui/Section";
import { isOpen, promisesInOrder } from "./accounts";

const PromiseDialog = lazy(() => import("./PromiseDialog"));

interface PromisesProps {
  account: Account;
  today: string;
  writable: boolean;
}

export function Promises({ account, today, writable }: PromisesProps) {
  const promises = promisesInOrder(useRegistry("promises").filter(({ account_id }) => account_id === account.id));
  const [adding, setAdding] = useState(false);
  const open = promises.filter(isOpen).length;
  return (
    <Section title={m.customers.promises} note={open > 0 ? m.customers.promisesOpen(open) : undefined} tools={writable && <Button kind="quiet" onClick={() => setAdding(true)}><PlusIcon />{m.customers.promiseAdd}</Button>}>
      {promises.length === 0 && <p className="text-faint">{m.customers.promisesNone}</p>}
      <ul className="flex flex-col">{promises.map((promise) => <Line key={promise.id} promise={promise} account={account} today={today} writable={writable} />)}</ul>
      <Suspense>{adding && <PromiseDialog account={account} today={today} onClose={() => setAdding(false)} />}</Suspense>
    </Section>
  );
}

function Line({ promise, account, today, writable }: PromisesProps & { promise: Promised }) {
  const writes = useRegistryWrites("promises");
  const [asking, setAsking] = useState<PromiseState>();
  const { quote, due, promised_on, revenue_at_stake, item_id, state = "open", state_reason, erased_at } = promise;
  const entry = { id: promise.id, version: promise.version, label: quote };
  const overdue = state === "open" && due !== undefined && due < today;
  const set = (next: PromiseState, reason: string) => writes.change(entry, { state: next, state_reason: reason });
  const shown = <><span className={cx(state === "broken" && "text-danger", state === "kept" && "text-good")}>{m.customers.promiseState[state]}</span>{writable && <ChevronDownIcon className="text-faint" />}</>;
  return (
    <li className="group flex items-start gap-3 border-b border-line/60 py-2">
      <div className="min-w-0 flex-1">
        <blockquote className="[overflow-wrap:anywhere]">{erased_at ? <em className="text-faint">{m.customers.promiseErased}</em> : `“${quote}”`}</blockquote>
        <p className="flex flex-wrap gap-x-3 text-sm text-faint">
          <span>{m.customers.promisedOn} <Day date={promised_on} today={today} /></span>
          {due && <span className={cx("inline-flex items-center gap-1", overdue && "text-danger")}>{overdue && <WarnIcon width={12} height={12} />}{overdue ? m.customers.overdue : m.customers.due} <Day date={due} today={today} /></span>}
          {revenue_at_stake !== undefined && <span>{m.customers.stake(money(revenue_at_stake, account.currency))}</span>}
          {state_reason && <span className="text-muted">{state_reason}</span>}
        </p>
        {item_id && <ItemLine id={item_id} />}
      </div>
      {writable ? (
        <Menu label={m.customers.promises} choices={PROMISE_STATES.map((each) => ({ id: each, label: `${m.customers.promiseState[each]}${each === "open" ? "" : " …"}`, chosen: each === state, run: () => (each === "open" ? void set(each, "") : setAsking(each)) }))} trigger={<Button kind="quiet" className="!h-6 !text-ink">{shown}</Button>} />
      ) : (
        shown
      )}
      {writable && <IconButton icon={CloseIcon} label={m.customers.promiseDelete(quote)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => void writes.remove(entry, m.customers.promiseDeleted)} />}
      {asking && <Confirm title={m.customers.promiseReason(m.customers.promiseState[asking])} act={m.customers.promiseState[asking]} reason="optional" onClose={() => setAsking(undefined)} onConfirm={(reason) => set(asking, reason)} />}
    </li>
  );
}

function ItemLine({ id }: { id: string }) {
  const row = useQuery(itemDetailQuery(id)).data?.row;
  if (!row) return null;
  return (
    <Link href={paths.item(row.key)} className="flex items-center gap-1.5 text-sm text-muted hover:underline">
      <StatusGlyph status={row.status} size={12} />
      <span className="truncate">{row.key} {row.title}</span>
    </Link>
  );
}
