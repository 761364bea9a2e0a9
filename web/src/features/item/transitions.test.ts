import { describe, expect, it } from "vitest";
import { STATUSES } from "@/api/types";
import { statusChoices } from "./transitions";

const choices = statusChoices(
  {
    item: { status: "triaged" },
    allowed_statuses: [{ status: "triaged", needs_reason: false }, { status: "ready", needs_reason: false, refused: "write down the problem it solves first" }, { status: "paused", needs_reason: true }, { status: "merged", needs_reason: true }, { status: "inbox", needs_reason: false }],
  },
  "not from here",
);
const choice = (status: string) => choices.find((each) => each.status === status)!;

describe("the status menu", () => {
  it("shows every status in the order of the work", () => expect(choices.map(({ status }) => status)).toEqual([...STATUSES]));
  it("marks the current one and never refuses it", () => expect(choice("triaged")).toMatchObject({ current: true, refused: undefined }));
  it("says why a step is refused", () => expect(choice("ready").refused).toBe("write down the problem it solves first"));
  it("refuses what the server does not offer", () => expect(choice("done").refused).toBe("not from here"));
  it("asks a reason where one is needed, and a target for merging", () => {
    expect(choice("paused")).toMatchObject({ needsReason: true, asksTarget: false });
    expect(choice("merged")).toMatchObject({ needsReason: true, asksTarget: true });
    expect(choice("inbox")).toMatchObject({ needsReason: false, refused: undefined });
  });
});
