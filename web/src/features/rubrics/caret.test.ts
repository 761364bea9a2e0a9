import { describe, expect, it } from "vitest";
import { caretLine, parts, toUnits } from "./caret";

describe("the caret of a formula", () => {
  it("stands under the characters that are wrong", () => {
    const text = "revenue * reech";
    expect(`${text}\n${caretLine(10, 15)}`).toBe("revenue * reech\n          ^^^^^");
    expect(parts(text, 10, 15)).toEqual(["revenue * ", "reech", ""]);
  });
  it("stands behind the last character when something is missing", () => {
    expect(caretLine(4, 4)).toBe("    ^");
    expect(parts("a + ", 4, 4)).toEqual(["a + ", "", ""]);
  });
  it("counts characters, not UTF-16 units", () => {
    expect(toUnits("𝛼𝛽 + x", 5, 6)).toEqual([7, 8]);
    expect(parts("𝛼𝛽 + x", 5, 6)[1]).toBe("x");
  });
  it("never leaves the text", () => expect(toUnits("ab", 9, 12)).toEqual([2, 2]));
});
