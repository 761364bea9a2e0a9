import { describe, expect, it } from "vitest";
import type { Proposal } from "@/api/types";
import { acceptance, balance, withChange } from "./balance";

const proposal = (lane: Proposal["lane"], more: Partial<Proposal> = {}): Proposal => ({ item_id: "1", key: "A-1", title: "", reasons: {}, confidence: 1, ...(lane ? { lane } : {}), ...more });
const facet = (key: string, count: number) => ({ key, label: key, count, effort_days: 0 });

describe("sorting in bulk", () => {
  it("moves items from unsorted to their lanes, and loses none", () => {
    const lanes = balance([facet("bet", 2), facet("", 3)], [proposal("bet"), proposal("hotfix"), proposal(undefined)]);
    const of = (lane: string) => lanes.find((each) => each.lane === lane);
    expect([of("bet"), of("hotfix"), of("")]).toEqual([{ lane: "bet", now: 2, then: 3 }, { lane: "hotfix", now: 0, then: 1 }, { lane: "", now: 3, then: 1 }]);
    expect(lanes.reduce((sum, { then }) => sum + then, 0)).toBe(lanes.reduce((sum, { now }) => sum + now, 0));
  });

  it("drops the severity when a hot fix becomes something else", () => {
    expect(withChange(proposal("hotfix", { severity: "S1" }), { lane: "bet" })).not.toHaveProperty("severity");
    expect(withChange(proposal("hotfix", { severity: "S1" }), undefined).severity).toBe("S1");
  });

  it("sends only what it sets", () => expect(acceptance(proposal("bet", { horizon: "now" }))).toEqual({ item_id: "1", lane: "bet", horizon: "now" }));
});
