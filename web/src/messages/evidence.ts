/** Evidence on an item: who speaks for it and against it, how good that is, who is silent. */
import type { GradeLevel, Polarity, SourceKind } from "@/api/types";

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

export const evidence = {
  title: "Evidence",
  note: (forIt: number, against: number) => `${forIt.toLocaleString("en")} for, ${against.toLocaleString("en")} against`,
  revenue: (sum: string) => `${sum} a year speaks for it`,

  grade: { opinion: "Opinion", anecdote: "Anecdote", data: "Data", test: "Test" } satisfies Record<GradeLevel, string>,
  gradeSteps: (level: string, step: number, of: number) => `Grade of the evidence: ${level}, step ${step} of ${of}`,
  newest: "newest",

  for: "For",
  against: "Against",
  forNone: "Nobody speaks for it yet.",
  againstNone: "Nobody speaks against it.",
  turn: { for: "Make it speak against", against: "Make it speak for" } satisfies Record<Polarity, string>,
  through: "Through statements",
  relation: { solves: "solves the problem", implements: "implements the idea" } as Record<string, string>,

  strength: "Strength",
  strengthWord: ["Not important", "Nice to have", "Important", "Critical"] as const,
  strengthKeys: "0 to 3 set it",
  suggested: "suggested, nobody confirmed it",
  confirm: "Confirm",
  remove: (what: string) => `Take away: ${what}`,
  quotesMore: (n: number) => count(n, "more quote", "more quotes"),
  quotes: (n: number) => count(n, "quote", "quotes"),
  quotesLess: "Fewer quotes",
  erased: "These words were erased.",
  broken: "The note changed after these words were marked.",
  noQuote: "Without a quote.",
  source: {
    support: "Support", email: "E-mail", nps: "NPS", csat: "CSAT", interview: "Interview", sales_call: "Sales call", win_loss: "Win or loss", competitor: "Competitor", benchmark: "Benchmark", research: "Research",
    survey: "Survey", tech_debt: "Tech debt", incident: "Incident", usage: "Usage", community: "Community", internal: "Internal", portal: "Portal",
  } satisfies Record<SourceKind, string>,

  silent: (names: string) => `No voice from ${names}.`,
  silentOne: (name: string, accounts: number) => `${name} (${count(accounts, "account", "accounts")})`,
  heardByAll: "Every segment is heard.",
  loudest: (name: string, share: string, voices: number) => `${name} contributes most: ${share} of the influence, by ${count(voices, "note", "notes")}.`,
  coverage: "By segment",
  coverageOf: (voices: number, accounts: number) => `${voices} of ${count(accounts, "account", "accounts")}`,

  link: "Link",
  linkHint: "Words of a note or statement",
  linked: (strength: string) => `Linked: ${strength.toLowerCase()}.`,
  changed: "Evidence changed.",
  removed: "Evidence taken away.",
  rejected: "Turned down; it and its like are not suggested again.",

  suggestions: "Suggested evidence",
  suggestionsCount: (n: number) => count(n, "suggestion", "suggestions"),
  suggestionsNone: "Nothing more to suggest. New notes that come close to this item show up here.",
  suggestionsWait: "Notes are being read; suggestions follow.",
  accept: "Accept",
  reject: "Reject",
  next: "Next suggestion",
  previous: "Previous suggestion",
  howStrong: "How strong?",
  strengthKey: (strength: string) => `Strength: ${strength.toLowerCase()}`,
  acceptAgainst: "It speaks against",
  because: (closeness: string, words: readonly string[]) => (words.length > 0 ? `${closeness}; both say ${words.join(", ")}` : closeness),
  close: (closeness: number) => (closeness >= 0.7 ? "very close in meaning" : closeness >= 0.5 ? "close in meaning" : "somewhat close in meaning"),
};
