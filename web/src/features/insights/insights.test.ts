import { describe, expect, it } from "vitest";
import type { StatementKind, TreeNode } from "@/api/types";
import { mayHang, relationsBetween } from "./relations";
import { branches, keyed, linesOf, parentsFor } from "./tree";

const kinds = (list: ReturnType<typeof relationsBetween>) => list.map(({ kind, outward }) => (outward ? kind : `← ${kind}`));

describe("relations", () => {
  it("are offered by the kinds of both ends, from either side", () => {
    expect(kinds(relationsBetween("problem", "item"))).toEqual(["← solves"]);
    expect(kinds(relationsBetween("insight", "problem"))).toEqual(["supports", "contradicts"]);
    expect(kinds(relationsBetween("problem", "insight"))).toEqual(["← supports", "← contradicts"]);
    expect(kinds(relationsBetween("idea", "opportunity"))).toEqual(["realises"]);
  });
  it("are not offered where none makes sense", () => expect(relationsBetween("insight", "goal")).toEqual([]));
  it("say what may hang below what", () => {
    expect([mayHang("item", "idea"), mayHang("idea", "item"), mayHang("insight", "problem"), mayHang("problem", "goal")]).toEqual([true, false, false, true]);
  });
});

const node = (id: string, kind: StatementKind | "goal" | "item", children: TreeNode[] = []): TreeNode => ({
  what: kind === "goal" || kind === "item" ? { kind, id, label: id } : { kind: "statement", id, label: id, statement_kind: kind },
  relation_id: `r-${id}`,
  notes: 0,
  accounts: 0,
  contradictions: 0,
  children,
});
const tree = [node("goal", "goal", [node("problem", "problem", [node("opportunity", "opportunity", [node("idea", "idea")]), node("item", "item")])]), node("other", "problem")];
const lines = linesOf(tree, new Set());
const at = (id: string) => lines.find(({ node }) => node.what.id === id)!;

describe("the tree's lines", () => {
  it("leave out what is below a closed branch", () => expect(linesOf(tree, new Set([at("problem").path])).map(({ node }) => node.what.id)).toEqual(["goal", "problem", "other"]));
  it("know their level and place", () => expect(at("item")).toMatchObject({ level: 3, position: 2, siblings: 2, open: false }));
  it("tell every branch", () => expect(branches(tree)).toHaveLength(3));
});

describe("the tree's keys", () => {
  it("go down and up over what is in sight, and stop at the ends", () => {
    expect(keyed(lines, at("goal").path, "ArrowDown")).toEqual({ to: at("problem").path });
    expect(keyed(lines, at("goal").path, "ArrowUp")).toBeUndefined();
    expect(keyed(lines, at("goal").path, "End")).toEqual({ to: at("other").path });
  });
  it("open a closed branch first, then go into it", () => {
    const closed = linesOf(tree, new Set([at("problem").path]));
    expect(keyed(closed, at("problem").path, "ArrowRight")).toEqual({ open: at("problem").path });
    expect(keyed(lines, at("problem").path, "ArrowRight")).toEqual({ to: at("opportunity").path });
  });
  it("close an open branch first, then go to its parent", () => {
    expect(keyed(lines, at("problem").path, "ArrowLeft")).toEqual({ close: at("problem").path });
    expect(keyed(lines, at("item").path, "ArrowLeft")).toEqual({ to: at("problem").path });
  });
});

describe("where a branch may go", () => {
  it("is what fits its kind and is not where it hangs", () => expect(parentsFor(tree, at("opportunity")).map(({ what }) => what.id)).toEqual(["goal", "other"]));
  it("is never below itself", () => expect(parentsFor(tree, at("problem")).map(({ what }) => what.id)).toEqual(["other"]));
});
