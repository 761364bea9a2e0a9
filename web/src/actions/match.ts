/** Finds actions by typed letters: every word must occur; starts of words count more. */

/** 0 = no match; higher is better. */
export function matchScore(title: string, query: string): number {
  const text = title.toLowerCase();
  let score = 1;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    score += at === 0 ? 3 : /\W/.test(text[at - 1] ?? "") ? 2 : 1;
  }
  return score;
}
