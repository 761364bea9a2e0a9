import { describe, expect, it } from "vitest";
import type { Evidence, EvidenceSuggestion, ItemEvidence } from "@/api/types";
import { coverageOf } from "./coverage";
import { accepted, changed, without } from "./patch";
import { ended, nearby } from "./quoting";

const link = (id: string, strength: number, more: Partial<Evidence> = {}): Evidence => ({ id, version: 1, polarity: "for", strength, standing: "confirmed", at: "2026-01-01T00:00:00Z", quotes: [], ...more });
const evidence: ItemEvidence = {
  for: [link("a", 3), link("b", 1)],
  against: [link("c", 2, { polarity: "against" })],
  through: [],
  grade: { level: "opinion", speakers: 0, accounts: 0, source_kinds: 0, strongest: 0, because: "" },
  coverage: [],
  revenue: 0,
};
const ids = ({ for: forIt, against }: ItemEvidence) => [forIt.map(({ id }) => id), against.map(({ id }) => id)];

describe("evidence before the server answers", () => {
  it("moves a link to the other side and keeps the strongest first", () => {
    expect(ids(changed(evidence, "a", { polarity: "against" }))).toEqual([["b"], ["a", "c"]]);
    expect(ids(changed(evidence, "b", { strength: 3 }))).toEqual([["a", "b"], ["c"]]);
  });
  it("takes a link away from whichever side it is on", () => expect(ids(without(evidence, "c"))).toEqual([["a", "b"], []]));
  it("puts an accepted suggestion where its strength belongs", () => {
    const suggestion: EvidenceSuggestion = { note_id: "n", quotes: [], because: { closeness: 0.5, shared_words: [] } };
    const now = accepted(evidence, suggestion, { polarity: "for", strength: 2 }, "2026-02-01T00:00:00Z");
    expect(ids(now)).toEqual([["a", "n", "b"], ["c"]]);
    expect(now.for[1]).toMatchObject({ note_id: "n", strength: 2, standing: "confirmed" });
  });
});

describe("coverage", () => {
  const voice = (name: string, accounts: number, voices: number) => ({ segment_id: name, name, accounts, voices, share: voices / accounts });
  it("tells silent segments first, the largest of them before the others", () => {
    const { silent, heard } = coverageOf([voice("A", 10, 5), voice("B", 4, 0), voice("C", 100, 1), voice("D", 40, 0)]);
    expect(silent.map(({ name }) => name)).toEqual(["D", "B"]);
    expect(heard.map(({ name }) => name)).toEqual(["C", "A"]);
  });
});

describe("a quote's surroundings", () => {
  it("are cut at words, with a sign that there is more", () => {
    expect(nearby("one two three four", "", 12)).toEqual(["… three four", ""]);
    expect(nearby("", "one two three four", 12)).toEqual(["", "one two …"]);
  });
  it("are shown whole when they are short, on one line", () => expect(nearby("before\n\nit ", " after", 40)).toEqual(["before it ", " after"]));
  it("end at a word when they were cut within one", () => {
    expect(ended("We moved he", "re last year")).toBe("We moved …");
    expect(ended("We moved here.", " Last year")).toBe("We moved here.");
  });
});
