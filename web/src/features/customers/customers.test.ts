import { describe, expect, it } from "vitest";
import type { Account, Promised } from "@/api/types";
import { openPromises, promisesInOrder, shownAccounts } from "./accounts";

const account = (name: string, more: Partial<Account> = {}): Account => ({ id: name, version: 1, name, ...more });
const accounts = [account("Bo", { revenue: 10, renewal: "2027-01-01", health: "green" }), account("Ann", { plan: "enterprise", domains: ["ann.example"] }), account("Cy", { revenue: 500, renewal: "2026-12-01", health: "red" })];
const names = (list: readonly Account[]) => list.map(({ name }) => name);

describe("accounts", () => {
  it("come by revenue, those without it last", () => expect(names(shownAccounts(accounts, "", "revenue"))).toEqual(["Cy", "Bo", "Ann"]));
  it("come by their next renewal", () => expect(names(shownAccounts(accounts, "", "renewal"))).toEqual(["Cy", "Bo", "Ann"]));
  it("come with the weakest health first, unknown last", () => expect(names(shownAccounts(accounts, "", "health"))).toEqual(["Cy", "Bo", "Ann"]));
  it("come by name", () => expect(names(shownAccounts(accounts, "", "name"))).toEqual(["Ann", "Bo", "Cy"]));
  it("are found by every word, in name, plan or domain", () => {
    expect(names(shownAccounts(accounts, "enter ann.ex", "name"))).toEqual(["Ann"]);
    expect(shownAccounts(accounts, "enterprise bo", "name")).toEqual([]);
  });
});

const promise = (id: string, more: Partial<Promised>): Promised => ({ id, version: 1, account_id: "a", quote: "", promised_on: "2026-01-01", ...more });

describe("promises", () => {
  const promises = [promise("kept", { state: "kept", promised_on: "2026-05-01" }), promise("later", { due: "2026-09-01" }), promise("soon", { due: "2026-08-01", state: "open" }), promise("undated", {})];
  it("come open first, the next due before the others", () => expect(promisesInOrder(promises).map(({ id }) => id)).toEqual(["soon", "later", "undated", "kept"]));
  it("are counted by account while open", () => expect(openPromises(promises).get("a")).toBe(3));
});
