import { describe, expect, it } from "vitest";
import { blocksOf, clock } from "./blocks";
import { neighbour, sorted, type LinePages, type NoteLine } from "./lines";
import { NOTHING, press, type Marking, type Surroundings } from "./marking";
import { Characters, cutUp, trimmed } from "./places";
import { extended, grains, moved } from "./words";

describe("places", () => {
  const text = "Größe 😀 und 👩‍👩‍👧 zu 𝒳";
  const characters = new Characters(text);
  const scalars = [...text];

  it("are the same both ways, at every character", () => {
    let unit = 0;
    for (let at = 0; at <= scalars.length; at++) {
      expect(characters.toUnits({ start: at, end: at })).toEqual({ start: unit, end: unit });
      expect(characters.ofUnits({ start: unit, end: unit })).toEqual({ start: at, end: at });
      unit += scalars[at]?.length ?? 0;
    }
    expect(unit).toBe(text.length);
  });

  it("mean the words the server means", () => {
    const start = text.indexOf("zu");
    const { start: from, end: to } = characters.ofUnits({ start, end: start + 2 });
    expect(scalars.slice(from, to).join("")).toBe("zu");
  });

  it("take a whole character when a border falls into one", () => {
    const smile = text.indexOf("😀");
    const { start, end } = characters.ofUnits({ start: smile + 1, end: smile + 1 });
    expect(scalars.slice(start, end)).toEqual(["😀"]);
  });

  it("lie inside of the text, whatever is asked", () => {
    expect(characters.toUnits({ start: 0, end: 10_000 }).end).toBe(text.length);
  });

  it("lose white space at their ends", () => {
    expect(trimmed("  so \n", { start: 0, end: 6 })).toEqual({ start: 2, end: 4 });
    expect(trimmed("a   b", { start: 1, end: 4 })).toBeUndefined();
  });
});

describe("spans over a text", () => {
  it("are cut where they begin and end, however they overlap", () => {
    const pieces = cutUp({ start: 0, end: 10 }, [{ start: 2, end: 6, id: "a" }, { start: 4, end: 8, id: "b" }, { start: 2, end: 6, id: "c" }]);
    expect(pieces.map(({ start, end, over }) => [start, end, over.map(({ id }) => id).join("")])).toEqual([[0, 2, ""], [2, 4, "ac"], [4, 6, "abc"], [6, 8, "b"], [8, 10, ""]]);
  });
  it("cover the whole once, even when they reach beyond it or are empty", () => {
    const pieces = cutUp({ start: 5, end: 9 }, [{ start: 0, end: 7 }, { start: 8, end: 20 }, { start: 6, end: 6 }, { start: 20, end: 30 }]);
    expect(pieces.map(({ start, end, over }) => [start, end, over.length])).toEqual([[5, 7, 1], [7, 8, 0], [8, 9, 1]]);
  });
});

describe("blocks", () => {
  it("tell own words from what is repeated and from signatures", () => {
    const text = "😀 Hello\n> before\nYes, please\n-- \nAnn";
    const body = { text, asides: [{ kind: "quote" as const, start: 8, end: 17 }, { kind: "signature" as const, start: 29, end: 37 }] };
    const blocks = blocksOf(body, new Characters(text));
    expect(blocks.map((block) => [block.kind, text.slice(block.start, block.end)])).toEqual([["own", "😀 Hello"], ["aside", "> before"], ["own", "Yes, please"], ["aside", "-- \nAnn"]]);
  });
  it("give every turn of a conversation its speaker", () => {
    const text = "Ann: It is slow.\nBo: How slow?";
    const body = { text, turns: [{ speaker: "Ann", start: 5, end: 16, at_seconds: 3725 }, { speaker: "Bo", start: 21, end: 30 }] };
    const blocks = blocksOf(body, new Characters(text)).filter(({ kind }) => kind === "turn");
    expect(blocks).toMatchObject([{ speaker: "Ann", seconds: 3725 }, { speaker: "Bo" }]);
    expect([clock(3725.4), clock(65), clock(0)]).toEqual(["1:02:05", "1:05", "0:00"]);
  });
});

describe("words by keyboard", () => {
  const text = "It is slow. Exports take 😀 an hour!";
  const words = grains(text, [{ start: 0, end: text.length }], "word");
  const sentences = grains(text, [{ start: 0, end: text.length }], "sentence");
  const say = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);

  it("go forward, back and stay at the ends", () => {
    const first = moved(words, undefined, 1);
    expect(say(first)).toBe("It");
    expect(say(moved(words, first, -1))).toBe("It");
    expect(say(moved(words, moved(words, first, 1), 1))).toBe("slow");
    expect(say(moved(sentences, moved(sentences, undefined, 1), 1))).toBe("Exports take 😀 an hour!");
  });
  it("extend and shrink by one, never to nothing", () => {
    let span = moved(words, undefined, 1);
    span = extended(words, span, 1);
    span = extended(words, span, 1);
    expect(say(span)).toBe("It is slow");
    for (let step = 0; step < 5; step++) span = extended(words, span, -1);
    expect(say(span)).toBe("It");
  });
});

describe("keys over marked words", () => {
  const likely = [{ id: "1", key: "A-1", title: "Faster exports" }, { id: "2", key: "A-2", title: "Stream exports" }];
  const fallback = { range: { start: 3, end: 9 }, text: "Exports are slow" };
  const type = (keys: string[], from: Marking = NOTHING, around: Surroundings = { likely, fallback }) => {
    let marking = from;
    for (const [at, key] of keys.entries()) {
      const outcome = press(marking, key, around);
      if (!outcome) return { refused: at };
      if (outcome.then === "save") return { keys: at + 1, ...outcome };
      marking = outcome.marking;
    }
    return { marking };
  };
  const range = { start: 0, end: 5 };

  it("make a statement with a link to the likeliest item in three, after the words are chosen", () => {
    expect(type(["p", "l", "2"], { range })).toEqual({ keys: 3, then: "save", strength: 2, marking: { range, kind: "problem", link: { target: likely[0], polarity: "for" } } });
  });
  it("make a statement alone", () => {
    expect(type(["d", "Enter"], { range })).toMatchObject({ keys: 2, then: "save", marking: { kind: "idea" } });
  });
  it("take the suggested words when none are chosen", () => {
    expect(type(["i"])).toMatchObject({ marking: { ...fallback, kind: "insight" } });
    expect(type(["i"], NOTHING, { likely, fallback: undefined })).toEqual({ refused: 0 });
  });
  it("link words, or the whole note, without a statement", () => {
    expect(type(["l", "0"])).toMatchObject({ then: "save", strength: 0, marking: { link: { target: likely[0] } } });
    expect(type(["l", "Enter"], { range })).toMatchObject({ then: "save", strength: 1, marking: { range } });
  });
  it("choose another item, or look for one", () => {
    expect(type(["p", "l", "ArrowDown", "ArrowDown", "3"], { range })).toMatchObject({ strength: 3, marking: { link: { target: likely[1] } } });
    expect(type(["p", "l", "l"], { range })).toMatchObject({ marking: { link: { finding: true } } });
    expect(type(["p", "l"], { range }, { likely: [], fallback })).toMatchObject({ marking: { link: { finding: true } } });
  });
  it("speak against an item", () => {
    expect(type(["p", "l", "a", "1"], { range })).toMatchObject({ then: "save", marking: { link: { polarity: "against" } } });
  });
  it("go back one step at a time", () => {
    expect(type(["p", "l", "Escape"], { range })).toEqual({ marking: { range, kind: "problem" } });
    expect(type(["p", "l", "Escape", "Escape"], { range })).toEqual({ marking: NOTHING });
    expect(type(["Escape"])).toEqual({ refused: 0 });
  });
  it("leave figures alone until there is an item to be strong for", () => {
    expect(type(["1"], { range })).toEqual({ refused: 0 });
    expect(type(["p", "2"], { range })).toEqual({ refused: 1 });
  });
});

describe("lines", () => {
  const line = (id: string, state: NoteLine["state"] = "open"): NoteLine => ({ id, state: state!, excerpt: "", marks: [], source: "", duplicate: false, made: 0, kinds: [], erased: false });
  const pages: LinePages = {
    pageParams: ["", "b"],
    pages: [
      { lines: [line("a"), line("b")], total: 4, counts: { open: 4, processed: 1, snoozed: 0, dismissed: 0 }, next: "b" },
      { lines: [line("c"), line("d")], total: 4, counts: { open: 4, processed: 1, snoozed: 0, dismissed: 0 } },
    ],
  };
  const ids = (after: LinePages) => after.pages.flatMap(({ lines }) => lines.map(({ id }) => id)).join("");

  it("leave the list when their state is not shown, and are counted there", () => {
    const after = sorted(pages, new Set(["b", "c"]), "processed", undefined);
    expect(ids(after)).toBe("ad");
    expect(after.pages.map(({ total }) => total)).toEqual([2, 2]);
    expect(after.pages[0]!.counts).toEqual({ open: 2, processed: 3, snoozed: 0, dismissed: 0 });
  });
  it("stay where every state is shown", () => {
    const after = sorted(pages, new Set(["b"]), "dismissed", "all");
    expect(ids(after)).toBe("abcd");
    expect(after.pages[0]!.lines[1]!.state).toBe("dismissed");
  });
  it("hand on to the next one that stays, at the end to the one before", () => {
    const lines = [line("a"), line("b"), line("c")];
    expect(neighbour(lines, "a", new Set(["a", "b"]))).toBe("c");
    expect(neighbour(lines, "c", new Set(["c"]))).toBe("b");
    expect(neighbour(lines, "a", new Set(["b"]))).toBe("a");
    expect(neighbour(lines, "a", new Set(["a", "b", "c"]))).toBeUndefined();
  });
});
