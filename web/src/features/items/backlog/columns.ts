/** Columns of the backlog: which, in what order, how wide. Written into the URL as `rank,title,score:220`. */
import { fieldLabel } from "../names";

export interface ColumnKind {
  key: string;
  label: string;
  /** Pixels; for the title the least, as it takes what is left. */
  width: number;
  sort?: string;
  /** Field that a click edits. */
  edits?: string;
}

export interface Column extends ColumnKind {
  /** Chosen width; absent = as the kind says. */
  chosenWidth?: number;
}

const kind = (key: string, width: number, more: Partial<ColumnKind> = {}): ColumnKind => ({ key, label: fieldLabel(key), width, ...more });

export const COLUMN_KINDS: readonly ColumnKind[] = [
  kind("rank", 64, { sort: "rank" }),
  kind("title", 260, { sort: "title", edits: "title" }),
  kind("lane", 48, { sort: "lane", edits: "lane" }),
  kind("horizon", 64, { edits: "horizon" }),
  kind("status", 92, { sort: "status", edits: "status" }),
  kind("score", 168, { sort: "score" }),
  kind("effort", 88, { sort: "effort", edits: "effort" }),
  kind("owner", 104, { edits: "owner_id" }),
  kind("tags", 116, { edits: "tags" }),
  kind("due", 80, { sort: "due", edits: "due" }),
  kind("updated", 88, { sort: "updated" }),
  kind("severity", 64, { edits: "severity" }),
  kind("product", 112, { edits: "product_id" }),
  kind("area", 112, { edits: "area_id" }),
  kind("team", 112, { edits: "team_id" }),
  kind("release", 100, { edits: "release_id" }),
  kind("sprint", 100, { edits: "sprint_id" }),
  kind("links", 84),
  kind("comments", 64),
];

const DEFAULT_COLUMNS = ["rank", "title", "lane", "horizon", "status", "score", "effort", "owner", "tags", "due"];
export const MIN_WIDTH = 40;
export const MAX_WIDTH = 600;

const CUSTOM = "custom.";

/** The column of a field of the team's own; its name is spelt so that the URL's commas and colons keep their meaning. */
export function customColumn(name: string): ColumnKind {
  return { key: CUSTOM + encodeURIComponent(name), label: name, width: 112, sort: CUSTOM + name };
}

/** The field of the team's own that a column shows; none when a URL was mistyped. */
export function customFieldOf(column: string): string | undefined {
  if (!column.startsWith(CUSTOM)) return undefined;
  try {
    return decodeURIComponent(column.slice(CUSTOM.length));
  } catch {
    return undefined;
  }
}

function kindOf(key: string): ColumnKind | undefined {
  const custom = customFieldOf(key);
  return custom ? customColumn(custom) : COLUMN_KINDS.find((candidate) => candidate.key === key);
}

/** The columns a URL names; unknown ones are left out, no text means the usual ones. */
export function columnsOf(text: string | undefined): Column[] {
  const named = text ? text.split(",") : DEFAULT_COLUMNS;
  const columns = named.flatMap((part): Column[] => {
    const [key = "", width] = part.split(":");
    const found = kindOf(key);
    if (!found) return [];
    return [Number(width) > 0 ? { ...found, chosenWidth: clampWidth(Number(width)) } : found];
  });
  return columns.some(({ key }) => key === "title") ? columns : [...columns.slice(0, 1), COLUMN_KINDS[1]!, ...columns.slice(1)];
}

/** What goes into the URL: nothing when it is the usual. */
export function textOfColumns(columns: readonly Column[]): string | undefined {
  const text = columns.map(({ key, chosenWidth }) => (chosenWidth ? `${key}:${chosenWidth}` : key)).join(",");
  return text === DEFAULT_COLUMNS.join(",") ? undefined : text;
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
}

/** `grid-template-columns`; the first track holds the check box and the grip. */
export function gridTemplate(columns: readonly Column[]): string {
  return ["28px", ...columns.map(({ key, width, chosenWidth }) => (chosenWidth ? `${chosenWidth}px` : key === "title" ? `minmax(${width}px, 1fr)` : `${width}px`))].join(" ");
}

/** Least width of the list before it scrolls sideways. */
export function leastWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, { width, chosenWidth }) => sum + (chosenWidth ?? width), 28 + 24);
}
