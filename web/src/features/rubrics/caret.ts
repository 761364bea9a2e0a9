/** Where a mistake in a formula stands: the server counts characters, text fields count UTF-16 units. */

/** Character offsets as offsets into the string, kept inside it. */
export function toUnits(text: string, start: number, end: number): [number, number] {
  const characters = [...text];
  const units = (count: number) => characters.slice(0, Math.max(0, count)).join("").length;
  return [units(start), units(Math.max(start, end))];
}

/** A line of carets under the mistake, at least one, for a font of even width. */
export function caretLine(start: number, end: number): string {
  return " ".repeat(Math.max(0, start)) + "^".repeat(Math.max(1, end - start));
}

/** The text before, at and after the mistake; at the end of the text the middle is empty. */
export function parts(text: string, start: number, end: number): [string, string, string] {
  const [from, to] = toUnits(text, start, end);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}
