/** The evidence as it will be after a change, shown before the server answers. */
import type { Evidence, EvidenceSuggestion, ItemEvidence, Polarity } from "@/api/types";

export type EvidenceChange = Partial<Pick<Evidence, "polarity" | "strength" | "standing">>;
export interface Judgement {
  polarity: Polarity;
  strength: number;
}

/** Strongest first, then newest, as the server sorts. */
const order = (a: Evidence, b: Evidence) => b.strength - a.strength || b.at.localeCompare(a.at);

function withLinks(evidence: ItemEvidence, links: readonly Evidence[]): ItemEvidence {
  const side = (polarity: Polarity) => links.filter((link) => link.polarity === polarity).sort(order);
  return { ...evidence, for: side("for"), against: side("against") };
}

const linksOf = (evidence: ItemEvidence) => [...evidence.for, ...evidence.against];

export function changed(evidence: ItemEvidence, id: string, change: EvidenceChange): ItemEvidence {
  return withLinks(evidence, linksOf(evidence).map((link) => (link.id === id ? { ...link, ...change } : link)));
}

export function without(evidence: ItemEvidence, id: string): ItemEvidence {
  return withLinks(evidence, linksOf(evidence).filter((link) => link.id !== id));
}

/** An accepted suggestion among the links; it has no id of its own until the server answers. */
export function accepted(evidence: ItemEvidence, suggestion: EvidenceSuggestion, { polarity, strength }: Judgement, at: string): ItemEvidence {
  const { note_id, statement, quotes } = suggestion;
  const link: Evidence = { id: originOf(suggestion), version: 0, polarity, strength, standing: "confirmed", at, quotes, ...(note_id ? { note_id } : {}), ...(statement ? { statement } : {}) };
  return withLinks(evidence, [...linksOf(evidence), link]);
}

/** What a suggestion is made of: the id of its note or statement. */
export function originOf({ note_id, statement }: Pick<EvidenceSuggestion, "note_id" | "statement">): string {
  return note_id ?? statement?.id ?? "";
}
