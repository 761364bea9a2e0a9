/** The report of an import, as a person reads it. */
import type { ImportOutcome, ImportReport, NoteReport, RowProblem } from "@/api/types";

export interface ErrorRow {
  row: string;
  column: string;
  value: string;
  expected: string;
}

/** Rows of the error table in file order; what has no column is wrong as a whole, and its message says how. */
export function errorRows(errors: readonly RowProblem[], empty: string): ErrorRow[] {
  return [...errors]
    .sort((a, b) => a.row - b.row || (a.column ?? "").localeCompare(b.column ?? ""))
    .map(({ row, column, value, expected, message }) => ({ row: row.toLocaleString("en"), column: column ?? "", value: value || empty, expected: expected || message }));
}

/** The same for a spreadsheet: tab-separated, one line a row. */
export function errorText(rows: readonly ErrorRow[], header: readonly string[]): string {
  const clean = (cell: string) => cell.replace(/[\t\r\n]+/g, " ");
  return [header, ...rows.map(({ row, column, value, expected }) => [row, column, value, expected])].map((cells) => cells.map(clean).join("\t")).join("\n");
}

export function isOfNotes(report: ImportOutcome): report is NoteReport {
  return "notes" in report;
}

/** How much an import of notes would touch: notes, or customers alone. */
export function touchedByNotes({ notes, accounts, contacts, sources }: Pick<NoteReport, "notes" | "accounts" | "contacts" | "sources">): number {
  return [notes, accounts, contacts, sources].reduce((sum, { creates, updates }) => sum + creates + updates, 0);
}

/** How many items the import would touch. */
export function touched({ creates, updates, restored = 0 }: Pick<ImportReport, "creates" | "updates" | "restored">): number {
  return creates + updates + restored;
}

const UNITS = ["B", "kB", "MB", "GB"];

export function fileSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0);
  return `${(bytes / 1000 ** power).toLocaleString("en", { maximumFractionDigits: power > 1 ? 1 : 0 })} ${UNITS[power]}`;
}
