/**
 * The entities of the API, in the shape of its contract. Once the OpenAPI document is generated, each name
 * here becomes an alias of `components["schemas"][..]`, and no importer changes.
 */
export const LANES = ["hotfix", "stability", "improvement", "bet"] as const;
export const HORIZONS = ["now", "next", "later"] as const;
export const STATUSES = ["inbox", "triaged", "ready", "doing", "done", "paused", "declined", "merged"] as const;
export const SEVERITIES = ["S1", "S2", "S3", "S4"] as const;
export const PILLARS = ["business_value", "customer_impact", "technical_risk"] as const;

export type Lane = (typeof LANES)[number];
export type Horizon = (typeof HORIZONS)[number];
export type Status = (typeof STATUSES)[number];
export type Severity = (typeof SEVERITIES)[number];
export type Pillar = (typeof PILLARS)[number];
export const CAUSES = ["api", "import", "undo", "redo", "proposal", "setup", "demo", "cli", "mcp"] as const;
export const ROLES = ["viewer", "contributor", "product_owner", "approver", "admin"] as const;
export type Cause = (typeof CAUSES)[number];
export type Role = (typeof ROLES)[number];

/** A quantity with its 10th and 90th percentile; low <= likely <= high, all above zero. */
export interface Range { low: number; likely: number; high: number }
export interface Actor { kind: "person" | "token" | "system"; id?: string; name: string }
export interface Versioned { id: string; version: number }

export interface Item {
  id: string;
  key: string;
  product_id?: string;
  area_id?: string;
  title: string;
  problem?: string;
  description?: string;
  acceptance_criteria?: { text: string; done: boolean }[];
  success_metric?: string;
  lane?: Lane;
  horizon?: Horizon;
  status: Status;
  status_reason?: string;
  merged_into_id?: string;
  owner_id?: string;
  team_id?: string;
  tags?: string[];
  custom?: Record<string, unknown>;
  references?: { system: string; id: string; key?: string; url?: string }[];
  signals?: Record<string, { value: number | string; source?: string }>;
  severity?: Severity;
  short_term_owner_id?: string;
  due?: string;
  workaround?: string;
  affected_account_ids?: string[];
  expected_resolution?: string;
  goal_id?: string;
  outcome_target?: string;
  milestones?: { title: string; due?: string; done: boolean }[];
  differentiation?: number;
  scalability?: number;
  release_id?: string;
  sprint_id?: string;
  created_at: string;
  started_at?: string;
  done_at?: string;
}

/** Fields of an item a PATCH may carry; null clears. */
export type ItemChange = { [K in keyof Omit<Item, "id" | "key" | "created_at">]?: Item[K] | null };

export interface ScoreTerm { key: string; label: string; pillar?: Pillar; value: number }
/** A score is the sum of its terms; low and high bound it. */
export interface Score { value: number; low: number; high: number; unit: string; terms: ScoreTerm[] }
export interface Effort extends Range { imputed: boolean }
export interface Override { id: string; item_id?: string; position?: number; score?: number; reason: string; author_id?: string; expires?: string }

/** One line of the backlog: what the list needs, and no more. */
export interface ItemRow extends Versioned {
  key: string;
  title: string;
  product_id?: string;
  area_id?: string;
  lane?: Lane;
  horizon?: Horizon;
  status: Status;
  severity?: Severity;
  owner_id?: string;
  team_id?: string;
  tags?: string[];
  due?: string;
  goal_id?: string;
  release_id?: string;
  sprint_id?: string;
  rank?: number;
  computed_rank?: number;
  override?: Override;
  score?: Score;
  effort?: Effort;
  imputed?: string[];
  attention?: string[];
  needs?: number;
  blocks?: number;
  comments?: number;
  custom?: Record<string, unknown>;
}
export interface ItemGroup { key: string; label: string; count: number; effort_days: number; offset: number }
export interface ItemWindow { items: ItemRow[]; total: number; offset: number; next_cursor?: string; position: number; groups?: ItemGroup[] }
export interface Facet { key: string; label: string; count: number; effort_days: number }
export type FacetName = "lane" | "horizon" | "status" | "owner" | "product" | "area" | "team" | "tag" | "severity";
export interface ItemSummary { total: number; effort_days: number; facets: Partial<Record<FacetName, Facet[]>> }
export interface ItemLink { id: string; key: string; title: string; status: Status; dependency_id: string }
/** `at` is the moment it was given; `source` names the system when no person gave it. */
export interface Estimate { id: string; item_id: string; quantity: string; range: Range; person_id?: string; source?: string; at: string; note?: string }
export interface Comment { id: string; item_id: string; person_id?: string; author?: string; at: string; text: string }
export interface ItemDetail {
  item: Item;
  /** For `If-Match`. */
  version: number;
  row: ItemRow;
  estimates: Estimate[];
  dependencies: { needs: ItemLink[]; blocks: ItemLink[] };
  comments: Comment[];
  allowed_statuses: { status: Status; needs_reason?: boolean; refused?: string }[];
}
export interface BulkRequest {
  ids?: string[];
  filter?: string;
  q?: string;
  set?: ItemChange;
  add_tags?: string[];
  remove_tags?: string[];
  delete?: boolean;
  reason?: string;
}
export interface ScoreInput {
  key: string;
  label: string;
  range: Range;
  mean: number;
  unit: string;
  help?: string;
  imputed: boolean;
  source: string;
  observations: { label: string; range: Range }[];
}
/** A score taken apart; `inputs` of a term are keys of the inputs, effort's included. */
export interface ScoreExplanation {
  score: Score;
  rubric_name: string;
  rubric_version: number;
  effort_formula: string;
  terms: { key: string; label: string; pillar?: Pillar; value: number; share: number; weight: number; formula: string; inputs: string[] }[];
  inputs: ScoreInput[];
  sensitivity: { key: string; label: string; low_score: number; high_score: number }[];
}
/** A change set as far as it concerns one item; one sentence a change. */
export interface ItemHistoryEntry {
  position: number;
  at: string;
  actor: Actor;
  cause: Cause;
  reason?: string;
  sentences: string[];
  changes: LedgerEntryDetail["changes"];
  /** The change set that took this one back and still stands. */
  undone_by?: number;
}
/** Where an item stood at a ledger position; `computed` is the rank without pins. */
export interface Standing { position: number; rank?: number; computed?: number; score?: number }
export interface MoveExplanation {
  from: Standing;
  to: Standing;
  /** Negative is up; absent unless it was ranked in both states. */
  rank_change?: number;
  from_at?: string;
  to_at?: string;
  causes: { kind: "own" | "others" | "rubric" | "members" | "override"; label: string; rank_delta: number; score_delta: number }[];
  sentence: string;
}
export interface Proposal {
  item_id: string;
  key: string;
  title: string;
  lane?: Lane;
  horizon?: Horizon;
  severity?: Severity;
  reasons: Record<string, string>;
  confidence: number;
}

export interface Product extends Versioned { key: string; name: string; description?: string }
export interface Area extends Versioned { product_id?: string; name: string }
export interface Team extends Versioned { name: string; capacity_days_per_sprint?: number; member_ids?: string[] }
export interface Person extends Versioned { name: string; email?: string; active: boolean; external_id?: string }
export interface Goal extends Versioned { name: string; description?: string; product_id?: string; due?: string }
export interface Release extends Versioned { product_id?: string; name: string; due?: string; released?: string }
export interface Sprint extends Versioned { team_id?: string; product_id?: string; name: string; starts?: string; ends?: string }
export interface Account extends Versioned { name: string; domains?: string[]; plan?: string; revenue?: number; currency?: string; segment_attributes?: Record<string, string>; renewal?: string; health?: "green" | "amber" | "red" }
export interface Contact extends Versioned { account_id?: string; name: string; email?: string; role?: string }
export interface Segment extends Versioned { name: string; predicate: string }
export interface View extends Versioned { name: string; query: string; shared: boolean; owner_id?: string }
/** An address that is told of changes; `kinds` empty means all. The secret is shown once, when it is made. */
export interface Webhook extends Versioned { url: string; kinds?: string[]; enabled: boolean; secret?: string }
export interface Grant extends Versioned { person_id: string; product_id?: string; role: Role }

/** Entities that share the registry shape of list, create, read, change, delete. */
export interface Registries {
  products: Product;
  areas: Area;
  teams: Team;
  people: Person;
  goals: Goal;
  releases: Release;
  sprints: Sprint;
  accounts: Account;
  contacts: Contact;
  segments: Segment;
  views: View;
  grants: Grant;
  webhooks: Webhook;
}
export type RegistryName = keyof Registries;
export interface Page<T> { data: T[]; total: number; next_cursor?: string }

export interface Session { person: { id: string; name: string; email: string }; roles: Grant[]; highest_role?: Role; demo: boolean; position: number }

export interface LedgerEntry {
  position: number;
  id: string;
  at: string;
  actor: Actor;
  cause: Cause;
  reason?: string;
  summary: string;
  change_count: number;
  undone_by?: number;
  undoes?: number;
  hash: string;
}
export interface LedgerPage { entries: LedgerEntry[]; next_cursor?: number; position: number }
/** `undone` is the change set taken back, `position` the one that did so; absent when nothing was left to undo. */
export interface UndoResult { undone: number; position?: number; changed: number }
export interface LedgerEntryDetail {
  entry: LedgerEntry;
  changes: { entity_kind: string; entity_id: string; entity_label: string; op: "create" | "update" | "delete" | "restore"; fields: { field: string; before?: unknown; after?: unknown }[] }[];
  /** Index of the next change; absent at the end. */
  next_offset?: number;
}

/** One message of the live stream. */
export interface LiveChange {
  position: number;
  at: string;
  actor: Actor;
  cause: Cause;
  entities: { kind: string; id: string; version?: number; op: string }[];
  truncated?: boolean;
}

export const UNITS = ["money", "accounts", "days", "share", "score", "ordinal", "per_year", "number"] as const;
export type Unit = (typeof UNITS)[number];
export interface Criterion {
  key: string;
  label: string;
  pillar: Pillar;
  unit: Unit;
  direction: "more_is_better" | "less_is_better";
  /** What is believed of an item nothing is known of: wide, never zero. */
  prior: Range;
  help?: string;
  missing?: "prior" | "formula";
}
export interface RubricTerm { key: string; label: string; pillar: Pillar; weight: number; formula: string }
export interface Threshold { name: string; condition: string; lane?: Lane }
/** How items are scored: value terms, each divided by effort. */
export interface Rubric extends Versioned {
  name: string;
  preset?: string;
  version_number: number;
  state: "draft" | "active" | "retired";
  locked?: boolean;
  criteria: Criterion[];
  terms: RubricTerm[];
  effort: string;
  score_unit: string;
  thresholds?: Threshold[];
}
export interface RubricPreset { key: string; name: string; summary: string }
export interface PreviewRow { item_id: string; key: string; title: string; rank_now?: number; rank_then: number; score_then: number }
/** Answer to a formula check; `start` and `end` count characters. */
export interface FormulaCheck { ok: boolean; unit?: string; error?: { message: string; start: number; end: number; hint?: string }; lints?: { message: string; start: number; end: number }[] }

export const IMPORT_PRESETS = ["jira_csv", "linear_csv", "github_json", "jira_json", "csv", "xlsx", "ndjson", "beads_jsonl"] as const;
export type ImportPreset = (typeof IMPORT_PRESETS)[number];
export interface ImportColumn { index: number; name: string; samples: string[]; target?: string }
/** A file that was uploaded and looked into, not yet imported. */
export interface ImportDraft {
  id: string;
  file_name: string;
  bytes: number;
  preset: ImportPreset;
  preset_reason: string;
  rows: number;
  columns: ImportColumn[];
  /** The columns can be mapped by hand. */
  takes_mapping: boolean;
  targets: { key: string; label: string; help?: string }[];
  /** Chosen by hand; absent: as proposed in the columns. */
  mapping?: Record<string, string>;
  sheets: string[];
  sheet?: string;
  product_id?: string;
  /** Links that came in a file of their own. */
  links: number;
  warnings: string[];
}
/** What to read differently; absent stays as it is. */
export interface ImportChoices { preset?: ImportPreset; mapping?: Record<string, string>; product_id?: string; sheet?: string; delimiter?: string }
export interface RowProblem { row: number; column?: string; value?: string; expected: string; message: string }
export interface ImportReport {
  creates: number;
  updates: number;
  unchanged: number;
  restored?: number;
  unknown_links?: number;
  products?: number;
  dependencies?: number;
  comments?: number;
  people?: number;
  releases?: number;
  sprints?: number;
  skipped?: number;
  errors: RowProblem[];
  warnings: string[];
  sample?: { row: number; key?: string; title: string; action: string; changes?: string[] }[];
}

export const SCOPES = ["read", "write", "admin"] as const;
export type Scope = (typeof SCOPES)[number];
/** A key for scripts; `token` only in the answer that makes it. */
export interface ApiToken { id: string; name: string; scope: Scope; created_at: string; expires_at?: string; last_used?: string; token?: string }
export interface Delivery { id: string; event?: string; position?: number; at: string; attempt?: number; status?: number; state?: string; error?: string; next_attempt_at?: string }
export interface Setup { state: "needs_admin" | "demo" | "used" }
export interface LedgerCheck { ok: boolean; positions: number; head_hash: string; broken_at?: number; problem?: string }

/** RFC 9457 problem document. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  hint?: string;
  errors?: { field: string; message: string }[];
  /** Place in a filter or formula, in characters. */
  span?: [number, number];
  current?: { version: number; conflicts: { field: string; yours?: unknown; theirs?: unknown; base?: unknown }[] };
}
