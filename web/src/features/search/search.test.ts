import { describe, expect, it } from "vitest";
import { m } from "@/messages";
import { parts } from "./marks";
import { isQuoted, why } from "./query";

const shown = (text: string, ...marks: [number, number][]) => parts(text, marks.map(([start, end]) => ({ start, end }))).map(({ text, marked }) => (marked ? `[${text}]` : text)).join("|");

describe("marks", () => {
  it("count characters, not UTF-16 units", () => expect(shown("👩 pays 🇩🇰 twice", [2, 6])).toBe("👩 |[pays]| 🇩🇰 twice"));
  it("may overlap and come in any order", () => expect(shown("abcdef", [3, 5], [1, 4])).toBe("a|[bcde]|f"));
  it("may reach past the end, or lie behind it", () => expect(shown("abc", [1, 99], [50, 60])).toBe("a|[bc]"));
  it("lose no character", () => expect(parts("ab👍cd", [{ start: 1, end: 3 }]).map(({ text }) => text).join("")).toBe("ab👍cd"));
});

describe("why something was found", () => {
  it("tells words before meaning", () => expect(why({ words: 0.8, closeness: 0 })).toBe(m.search.why.words));
  it("tells meaning when no word matched", () => expect(why({ words: 0, closeness: 0.6 })).toBe("close in meaning"));
  it("tells both when both are strong", () => expect(why({ words: 0.3, closeness: 0.8 })).toContain("very close in meaning"));
  it("leaves a faint likeness out where a word matched", () => expect(why({ words: 0.3, closeness: 0.2 })).toBe(m.search.why.words));
});

it.each([['"paid twice"', true], ['say "paid twice"', false], ['"', false], ["paid", false]])("%s is quoted: %s", (q, quoted) => expect(isQuoted(q)).toBe(quoted));
