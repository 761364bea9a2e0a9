import { describe, expect, it } from "vitest";
import { chipsOf, joinedToPrevious, negated, replaced, split, textOf, toggledValue } from "./chips";
import { bothFilters, FilterSyntaxError, parseFilter, printFilter } from "./language";

describe("filter text", () => {
  it.each([
    "lane is hotfix",
    'owner is "anna smith"',
    "owner is anna@x.io",
    "effort >= 5 and score < 2.5",
    "due is empty",
    "team is not empty",
    'title contains "card \\"gold\\""',
    'lane is hotfix and (owner is anna@x.io or tag is not api) and effort > 5 and title contains "card payment"',
    "not (lane is bet and status is doing) or key is PAY-12",
    "not not lane is bet",
    'tag is "or"',
    'custom.Region is "São Paulo"',
    'custom."Story points" > 3',
    "lane is bet, hotfix and status is not done, declined",
    "due <= in 2 weeks and created > 7 days ago",
    'reference is "a:b"',
    "title contains 支付",
  ])("prints what it parsed: %s", (text) => {
    expect(printFilter(parseFilter(text))).toBe(text);
  });

  it("reads the other ways to write an operator", () => {
    expect(printFilter(parseFilter("lane = bet and status != done and tag:api"))).toBe("lane is bet and status is not done and tag is api");
  });

  it("drops parentheses that change nothing, keeps those that do", () => {
    expect(printFilter(parseFilter("((lane is bet))"))).toBe("lane is bet");
    expect(printFilter(parseFilter("(a is 1 or b is 2) and c is 3"))).toBe("(a is 1 or b is 2) and c is 3");
  });

  it.each([
    ["lane", 4],
    ["lane is", 7],
    ["lane is bet lane", 12],
    ["(lane is bet", 0],
    ['title contains "x', 15],
    ["and lane is bet", 0],
    ["lane ~ bet", 5],
    ["lane is a!b", 9],
  ])("points at the character where %s fails", (text, at) => {
    expect(() => parseFilter(text)).toThrow(FilterSyntaxError);
    try {
      parseFilter(text);
    } catch (error) {
      expect((error as FilterSyntaxError).at).toBe(at);
    }
  });

  it("combines two texts without changing what either says", () => {
    expect(bothFilters("a is 1 or b is 2", "c is 3")).toBe("(a is 1 or b is 2) and c is 3");
    expect(bothFilters("", "c is 3")).toBe("c is 3");
  });
});

describe("chips", () => {
  it.each(["", "lane is bet", "lane is bet, hotfix", "(lane is bet or owner is empty) and status is not done, declined", "a is 1 and (b is 2 or c > 3) and d is empty"])(
    "round-trip: %s",
    (text) => {
      const chips = chipsOf(text);
      expect(chips).toBeDefined();
      expect(textOf(chips!)).toBe(text);
    },
  );

  it.each(["not (a is 1)", "(a is 1 and b is 2) or c is 3", "a is 1 and (b is 2 or (c is 3 and d is 4))", "a is"])("leaves to text what chips cannot show: %s", (text) => {
    expect(chipsOf(text)).toBeUndefined();
  });

  it("reads alternatives of one field as one condition", () => {
    expect(textOf(chipsOf("lane is bet or lane is hotfix")!)).toBe("lane is bet, hotfix");
  });

  it("negating twice gives the same filter", () => {
    const chips = chipsOf("lane is bet, hotfix and status is doing")!;
    const once = replaced(chips, 0, negated(chips[0]!));
    expect(textOf(once)).toBe("lane is not bet, hotfix and status is doing");
    expect(textOf(replaced(once, 0, negated(once[0]!)))).toBe("lane is bet, hotfix and status is doing");
  });

  it("joins and splits groups", () => {
    const chips = chipsOf("a is 1 and b is 2 and c is 3")!;
    const joined = joinedToPrevious(chips, 1);
    expect(textOf(joined)).toBe("(a is 1 or b is 2) and c is 3");
    expect(textOf(split(joined, 0))).toBe("a is 1 and b is 2 and c is 3");
  });

  it("toggles values of one field", () => {
    const one = toggledValue("status is doing", "lane", "bet");
    expect(one).toBe("status is doing and lane is bet");
    const two = toggledValue(one, "lane", "hotfix");
    expect(two).toBe("status is doing and lane is bet, hotfix");
    expect(toggledValue(toggledValue(two, "lane", "bet"), "lane", "hotfix")).toBe("status is doing");
    expect(toggledValue("lane is bet", "lane", undefined)).toBe("lane is bet or lane is empty");
    expect(toggledValue("lane is empty", "lane", undefined)).toBe("");
  });
});
