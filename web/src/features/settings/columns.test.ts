import { describe, expect, it } from "vitest";
import { textOf, valueOf, type ColumnKind } from "./columns";

describe("a cell of a registry", () => {
  it.each<[ColumnKind, string, unknown]>([
    ["text", "  Core ", "Core"],
    ["text", " ", null],
    ["number", "40.5", 40.5],
    ["number", "", null],
    ["list", "a.example, b.example", ["a.example", "b.example"]],
    ["list", "", []],
    ["date", "", null],
  ])("%s: %j becomes %j", (kind, text, value) => expect(valueOf(kind, text)).toEqual(value));

  it.each([[["a", "b"], "a, b"], [undefined, ""], [0, "0"]])("shows %j as %j", (value, text) => expect(textOf(value)).toBe(text));
});
