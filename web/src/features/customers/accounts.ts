/** The accounts in the order asked for, those that fit the words. */
import type { Account, Health, Promised } from "@/api/types";

export const ORDERS = ["revenue", "renewal", "health", "name"] as const;
export type AccountOrder = (typeof ORDERS)[number];

const SICKEST: readonly (Health | undefined)[] = ["red", "amber", "green", undefined];
/** Later than any date: what has none comes last. */
const NEVER = "9999";

const BY: Record<AccountOrder, (a: Account, b: Account) => number> = {
  revenue: (a, b) => (b.revenue ?? -1) - (a.revenue ?? -1),
  renewal: (a, b) => (a.renewal ?? NEVER).localeCompare(b.renewal ?? NEVER),
  health: (a, b) => SICKEST.indexOf(a.health) - SICKEST.indexOf(b.health),
  name: () => 0,
};

export function orderOf(sort: string | undefined): AccountOrder {
  return ORDERS.find((order) => order === sort) ?? "revenue";
}

/** Equals are in the order of their names. */
export function shownAccounts(accounts: readonly Account[], q: string, order: AccountOrder): Account[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const says = ({ name, domains = [], plan = "", segment_attributes = {} }: Account) => [name, plan, ...domains, ...Object.values(segment_attributes)].join(" ").toLowerCase();
  return accounts.filter((account) => words.every((word) => says(account).includes(word))).sort((a, b) => BY[order](a, b) || a.name.localeCompare(b.name));
}

/** A promise without a state is open. */
export const isOpen = ({ state = "open" }: Pick<Promised, "state">) => state === "open";

/** Open ones first, the next due before the others; then the newest. */
export function promisesInOrder(promises: readonly Promised[]): Promised[] {
  return [...promises].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (isOpen(a) ? (a.due ?? NEVER).localeCompare(b.due ?? NEVER) : 0) || b.promised_on.localeCompare(a.promised_on));
}

/** Open promises of each account. */
export function openPromises(promises: readonly Promised[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const promise of promises.filter(isOpen)) counts.set(promise.account_id, (counts.get(promise.account_id) ?? 0) + 1);
  return counts;
}
