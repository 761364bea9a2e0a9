/** What stands around a quote, cut to a length that still reads. */

/** The end of `before` and the beginning of `after`, each about `most` characters, cut between words; on one line. */
export function nearby(before: string, after: string, most: number): [string, string] {
  const left = before.replace(/\s+/g, " ");
  const right = after.replace(/\s+/g, " ");
  return [left.length > most ? `… ${left.slice(-most).replace(/^\S*\s/, "")}` : left, right.length > most ? `${right.slice(0, most).replace(/\s\S*$/, "")} …` : right];
}

/** Longer passages are set plainly: where all is bold, nothing is. */
export const LONGEST_BOLD = 220;

/** A passage that was cut within a word ends at the word before, with a sign that there is more. */
export function ended(passage: string, after: string): string {
  const within = /\w$/u.test(passage) && /^\w/u.test(after);
  return within ? `${passage.replace(/\s\S*$/, "")} …` : passage;
}
