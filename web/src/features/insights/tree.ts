/** The opportunity tree as lines: which are in sight, where the arrows lead, what may hang below what. */
import type { TreeNode } from "@/api/types";
import { endOf, mayHang } from "./relations";

/** One line of the tree. What hangs below two things has a line below each, so lines are told apart by their path. */
export interface Line {
  /** Relations from the top down to here; unique. */
  path: string;
  node: TreeNode;
  /** 1 at the top. */
  level: number;
  open: boolean;
  /** Among its siblings, counted from 1. */
  position: number;
  siblings: number;
  parent: Line | undefined;
}

/** The lines in sight: children only of what is not closed. */
export function linesOf(nodes: readonly TreeNode[], closed: ReadonlySet<string>, parent?: Line): Line[] {
  return nodes.flatMap((node, index) => {
    const path = `${parent ? `${parent.path}/` : ""}${node.relation_id ?? node.what.id}`;
    const line: Line = { path, node, level: (parent?.level ?? 0) + 1, open: node.children.length > 0 && !closed.has(path), position: index + 1, siblings: nodes.length, parent };
    return line.open ? [line, ...linesOf(node.children, closed, line)] : [line];
  });
}

/** Every path that has something below it. */
export function branches(nodes: readonly TreeNode[]): string[] {
  return linesOf(nodes, new Set()).filter(({ node }) => node.children.length > 0).map(({ path }) => path);
}

export type TreeMove = { to: string } | { open: string } | { close: string };

/** What a key does at a line, as the ARIA tree pattern has it; undefined when it does nothing. */
export function keyed(lines: readonly Line[], path: string, key: string): TreeMove | undefined {
  const index = lines.findIndex((line) => line.path === path);
  const line = lines[index];
  if (!line) return undefined;
  const go = (target: Line | undefined) => target && { to: target.path };
  switch (key) {
    case "ArrowDown":
      return go(lines[index + 1]);
    case "ArrowUp":
      return go(lines[index - 1]);
    case "Home":
      return go(lines[0]);
    case "End":
      return go(lines.at(-1));
    case "ArrowRight":
      if (line.node.children.length === 0) return undefined;
      return line.open ? go(lines[index + 1]) : { open: path };
    case "ArrowLeft":
      return line.open ? { close: path } : go(line.parent);
    default:
      return undefined;
  }
}

/** What could stand above a line: fits its kind, is not where it hangs now, and is not below itself. */
export function parentsFor(nodes: readonly TreeNode[], line: Line): TreeNode[] {
  const child = endOf(line.node.what);
  const below = new Set(linesOf([line.node], new Set()).map(({ node }) => node.what.id));
  const seen = new Set<string>();
  return linesOf(nodes, new Set()).flatMap(({ node }) => {
    const { id } = node.what;
    if (seen.has(id) || below.has(id) || id === line.parent?.node.what.id || !mayHang(child, endOf(node.what))) return [];
    seen.add(id);
    return [node];
  });
}
