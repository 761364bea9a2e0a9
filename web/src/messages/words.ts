/** The words of the domain: lanes, horizons, statuses, fields, and how quantities are said. */
const day = (n: number) => `${trim(n)} ${n === 1 ? "day" : "days"}`;
/** Two figures, as estimates are no more exact than that. */
const trim = (n: number) => n.toLocaleString("en", { maximumFractionDigits: Math.abs(n) >= 10 ? 0 : Math.abs(n) >= 1 ? 1 : 2 });

export const words = {
  lane: { hotfix: "Hot fix", stability: "Stability", improvement: "Improvement", bet: "Strategic bet" },
  laneNone: "Unsorted",
  horizon: { now: "Now", next: "Next", later: "Later" },
  statement: { problem: "Problem", opportunity: "Opportunity", idea: "Idea", insight: "Insight" },
  horizonNone: "No horizon",
  status: { inbox: "Inbox", triaged: "Triaged", ready: "Ready", doing: "Doing", done: "Done", paused: "Paused", declined: "Declined", merged: "Merged" },
  pillar: { business_value: "Business value", customer_impact: "Customer impact", technical_risk: "Technical risk" },
  pillarLetter: { business_value: "B", customer_impact: "C", technical_risk: "R" },
  severity: { S1: "S1", S2: "S2", S3: "S3", S4: "S4" },
  none: "None",
  number: trim,
  /** Small scores keep a decimal, so that neighbours can be told apart. */
  score: (n: number) => (Math.abs(n) >= 100 ? Math.round(n).toLocaleString("en") : n.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: Math.abs(n) < 1 ? 2 : 1 })),
  /** For a narrow column. */
  scoreShort: (n: number): string => (Math.abs(n) >= 10_000 ? `${trim(n / 1000)}k` : words.score(n)),
  days: day,
  percent: (share: number) => `${Math.round(share * 100)}%`,
  /** Abbreviated only above 10,000. */
  count: (n: number) => (n > 10000 ? `${trim(n / 1000)}k` : n.toLocaleString("en")),
  items: (n: number) => `${n.toLocaleString("en")} ${n === 1 ? "item" : "items"}`,
  effort: (low: number, likely: number, high: number) => `${trim(low)} to ${day(high)}, likely ${trim(likely)}`,
  effortShort: (low: number, high: number) => (trim(low) === trim(high) ? `${trim(low)} d` : `${trim(low)}–${trim(high)} d`),
  imputed: "No estimate yet: this is the wide range items start with",
};
