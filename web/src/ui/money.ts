/** Money with its currency, abbreviated only above 10,000. */
import type { Account } from "@/api/types";

export function money(amount: number, currency = "EUR"): string {
  const big = Math.abs(amount) > 10_000;
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency, notation: big ? "compact" : "standard", maximumFractionDigits: big ? 1 : 0 }).format(amount);
  } catch {
    // An imported currency that is no ISO code is shown as it stands.
    return `${amount.toLocaleString("en")} ${currency}`;
  }
}

/** Sums per currency: adding different currencies would say something untrue. */
export function sumsByCurrency(accounts: readonly Pick<Account, "revenue" | "currency">[]): string[] {
  const sums = new Map<string, number>();
  for (const { revenue, currency = "EUR" } of accounts) if (revenue !== undefined) sums.set(currency, (sums.get(currency) ?? 0) + revenue);
  return [...sums].map(([currency, sum]) => money(sum, currency));
}
