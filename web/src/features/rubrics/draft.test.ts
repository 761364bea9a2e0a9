import { describe, expect, it } from "vitest";
import { freeKey } from "./draft";

describe("the key of something new", () => {
  it.each([
    ["New criterion", [], "new_criterion"],
    ["New criterion", ["new_criterion", "new_criterion_2"], "new_criterion_3"],
    ["3 pillars!", [], "pillars"],
    ["§§", [], "x"],
  ])("%s beside %j", (wanted, taken, key) => expect(freeKey(wanted, taken)).toBe(key));
});
