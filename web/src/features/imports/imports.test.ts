import { describe, expect, it } from "vitest";
import { secondsLeft } from "./progress";
import { stageOf } from "./useImport";
import { errorRows, errorText, fileSize } from "./report";

describe("the error table of an import", () => {
  const rows = errorRows(
    [
      { row: 1204, column: "Points", value: "XL", expected: "a number", message: "Row 1204, Points: “XL” is not a number" },
      { row: 17, column: "Due", value: "31.02.2026", expected: "a day", message: "" },
      { row: 17, expected: "", message: "the row has too few cells" },
      { row: 17, column: "Assignee", value: "", expected: "a name", message: "" },
    ],
    "empty",
  );
  it("follows the file", () => expect(rows.map(({ row, column }) => [row, column])).toEqual([["17", ""], ["17", "Assignee"], ["17", "Due"], ["1,204", "Points"]]));
  it("says what is wrong with a whole row", () => expect(rows[0]).toMatchObject({ column: "", expected: "the row has too few cells" }));
  it("names an empty value instead of showing nothing", () => expect(rows[1]?.value).toBe("empty"));
  it("copies one line a row, whatever the cell holds", () => {
    const text = errorText([{ row: "1", column: "A", value: "two\nlines\tand a tab", expected: "x" }], ["Row", "Column", "Value", "Expected"]);
    expect(text.split("\n")).toHaveLength(2);
    expect(text.split("\n")[1]!.split("\t")).toHaveLength(4);
  });
});

describe("an import someone comes back to", () => {
  it("goes on where it is", () => {
    expect(stageOf({ state: "waiting" })).toEqual({ kind: "checking" });
    expect(stageOf({ state: "progress", phase: "writing", done: 5, total: 9 })).toEqual({ kind: "running", progress: { phase: "writing", done: 5, total: 9 }, lost: false });
    expect(stageOf({ state: "failed", problem: { type: "storage", title: "Full", status: 507, detail: "the disk is full" } })).toMatchObject({ kind: "failed", error: { message: "the disk is full", status: 507 } });
  });
});

describe("progress", () => {
  it("says the time left from the pace so far", () => expect(secondsLeft({ done: 250, total: 1000 }, 5000)).toBe(15));
  it.each([[{ done: 1, total: 1000 }, 9000], [{ done: 500, total: 1000 }, 100], [{ done: 10, total: 10 }, 5000], [{ done: 0, total: 0 }, 5000]])("does not guess for %o after %i ms", (progress, elapsed) => {
    expect(secondsLeft(progress, elapsed)).toBeUndefined();
  });
  it("says sizes short", () => expect([fileSize(0), fileSize(912), fileSize(48_200), fileSize(31_400_000)]).toEqual(["0 B", "912 B", "48 kB", "31.4 MB"]));
});
