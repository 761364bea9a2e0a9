/** The entities of the API under the names the screens use; the shapes come from the generated description. */
import type { Schemas } from "./schema";

/** Every value of a generated union, in the order people read them; does not compile when one is missing. */
const every =
  <T extends string>() =>
  <const L extends readonly T[]>(list: [T] extends [L[number]] ? L : never): L =>
    list;

export type Lane = Schemas["Lane"];
export type Horizon = Schemas["Horizon"];
export type Status = Schemas["Status"];
export type Severity = Schemas["Severity"];
export type Pillar = Schemas["Pillar"];
export type Cause = Schemas["Cause"];
export type Role = Schemas["Role"];
export type Unit = Schemas["Unit"];
export type Scope = Schemas["Scope"];
export type ItemPreset = Schemas["Preset"];
export type NotePreset = Schemas["NotePreset"];
export type ImportPreset = ItemPreset | NotePreset;
export type StatementKind = Schemas["StatementKind"];
export type RelationKind = Schemas["RelationKind"];
export type SourceKind = Schemas["SourceKind"];
export type PromiseState = Schemas["PromiseState"];
export type Health = Schemas["Health"];
export type Polarity = Schemas["Polarity"];
export type GradeLevel = Schemas["GradeLevel"];
export type NoteState = Schemas["NoteState"];

export const LANES = every<Lane>()(["hotfix", "stability", "improvement", "bet"]);
export const HORIZONS = every<Horizon>()(["now", "next", "later"]);
export const STATUSES = every<Status>()(["inbox", "triaged", "ready", "doing", "done", "paused", "declined", "merged"]);
export const SEVERITIES = every<Severity>()(["S1", "S2", "S3", "S4"]);
export const PILLARS = every<Pillar>()(["business_value", "customer_impact", "technical_risk"]);
export const CAUSES = every<Cause>()(["api", "import", "undo", "redo", "proposal", "setup", "demo", "cli", "mcp", "erase", "engine"]);
export const ROLES = every<Role>()(["viewer", "contributor", "product_owner", "approver", "admin"]);
export const UNITS = every<Unit>()(["money", "accounts", "days", "share", "score", "ordinal", "per_year", "number", "bool"]);
export const SCOPES = every<Scope>()(["read", "write", "admin"]);
export const ITEM_PRESETS = every<ItemPreset>()(["jira_csv", "linear_csv", "github_json", "jira_json", "csv", "xlsx", "ndjson", "beads_jsonl"]);
export const NOTE_PRESETS = every<NotePreset>()(["email", "transcript", "slack", "zendesk", "intercom", "delighted", "typeform", "surveymonkey", "qualtrics", "pendo", "google_play", "app_store", "productboard", "pagerduty", "sentry", "notion", "document", "feedback", "folder", "hubspot", "salesforce", "accounts", "contacts"]);
export const NOTE_STATES = every<NoteState>()(["open", "processed", "snoozed", "dismissed"]);
export const STATEMENT_KINDS = every<StatementKind>()(["problem", "opportunity", "idea", "insight"]);
export const SOURCE_KINDS = every<SourceKind>()(["support", "email", "interview", "sales_call", "survey", "nps", "csat", "win_loss", "competitor", "benchmark", "research", "usage", "incident", "tech_debt", "community", "portal", "internal"]);
export const PROMISE_STATES = every<PromiseState>()(["open", "kept", "broken", "renegotiated"]);
/** From what nobody but us says to what was tried. */
export const GRADES = every<GradeLevel>()(["opinion", "anecdote", "data", "test"]);

export interface Versioned { id: string; version: number }
/** A quantity with its 10th and 90th percentile; low <= likely <= high, all above zero. */
export type Range = Schemas["Range"];
export type Actor = Schemas["Actor"];

export type Item = Schemas["Item"];
/** Fields of an item a PATCH may carry; null clears. */
export type ItemChange = { [K in keyof Omit<Item, "id" | "key" | "created_at">]?: Item[K] | null };
/** A score is the sum of its terms; low and high bound it. */
export type Score = Schemas["ScoreShown"];
export type ScoreTerm = Schemas["TermShown"];
export type Effort = Schemas["Effort"];
export type Override = Schemas["Override"];
/** One line of the backlog: what the list needs, and no more. */
export type ItemRow = Schemas["ItemRow"];
export type ItemGroup = Schemas["Group"];
export type ItemWindow = Schemas["ItemWindow"];
export type Facet = Schemas["Facet"];
export type FacetName = "lane" | "horizon" | "status" | "owner" | "product" | "area" | "team" | "tag" | "severity";
export type ItemSummary = Schemas["ItemSummary"];
export type ItemLink = Schemas["Linked"];
export type Estimate = Schemas["Estimate"];
export type Comment = Schemas["Comment"];
/** `version` is for `If-Match`. */
export type ItemDetail = Schemas["ItemDetail"];
export type BulkRequest = Omit<Schemas["Bulk"], "set"> & { set?: ItemChange };
export type ScoreInput = Schemas["InputExplained"];
/** A score taken apart; `inputs` of a term are keys of the inputs, effort's included. */
export type ScoreExplanation = Schemas["ScoreExplained"];
/** A change set as far as it concerns one item; one sentence a change. */
export type ItemHistoryEntry = Schemas["HistoryShown"];
/** Where an item stood at a ledger position; `computed` is the rank without pins. */
export type RankedAt = Schemas["RankedAt"];
export type Standing = Schemas["Standing"];
export type MoveExplanation = Schemas["MoveExplained"];
export type Proposal = Schemas["ProposalShown"];

export type Product = Schemas["Versioned_Product"];
export type Area = Schemas["Versioned_Area"];
export type Team = Schemas["Versioned_Team"];
export type Person = Schemas["Versioned_Person"];
export type Goal = Schemas["Versioned_Goal"];
export type Release = Schemas["Versioned_Release"];
export type Sprint = Schemas["Versioned_Sprint"];
export type Account = Schemas["Versioned_Account"];
export type Contact = Schemas["Versioned_Contact"];
export type Segment = Schemas["Versioned_Segment"];
export type View = Schemas["Versioned_View"];
export type Grant = Schemas["Versioned_Grant"];
export type Source = Schemas["Versioned_Source"];
/** What was promised to an account. */
export type Promised = Schemas["Versioned_Promise"];
/** An address that is told of changes; `kinds` empty means all. The secret is shown once, when it is made. */
export type Webhook = Schemas["Versioned_Webhook"] & { secret?: string };

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
  sources: Source;
  promises: Promised;
  views: View;
  grants: Grant;
  webhooks: Webhook;
}
export type RegistryName = keyof Registries;
export interface Page<T> { data: T[]; total: number; next_cursor?: string }

/** One note in a line. */
export type NoteRow = Schemas["NoteRow"];
/** A page of the inbox; `counts` are of the same notes in every state. */
export type NoteWindow = Schemas["NoteWindow"];
/** One note with its words, what may be marked in it, and what was made of it. */
export type NoteDetail = Schemas["NoteDetail"];
export type NoteBody = Schemas["NoteBody"];
export type NoteSuggestion = Schemas["SuggestionShown"];
/** What stands around a note. */
export type NoteContext = Schemas["NoteContext"];
/** An item a note may be about. */
export type ItemLike = Schemas["ItemLike"];
export type Rating = Schemas["Rating"];

/** Everything that bears on an item. */
export type ItemEvidence = Schemas["ItemEvidence"];
export type Evidence = Schemas["EvidenceShown"];
export type EvidenceSuggestion = Schemas["EvidenceSuggestion"];
export type EvidenceSuggestions = Schemas["SuggestedEvidence"];
export type SegmentVoice = Schemas["SegmentVoice"];
/** Marked characters of a note with what stands around them. */
export type Quote = Schemas["Quote"];

/** A sentence in the team's words, with what it rests on. */
export type Statement = Schemas["StatementShown"];
export type StatementPage = Schemas["StatementPage"];
export type RelationShown = Schemas["RelationShown"];
/** Something else, named. */
export type Other = Schemas["Other"];
export type TreeNode = Schemas["TreeNode"];
export type OpportunityTree = Schemas["OpportunityTree"];

export type Theme = Schemas["ThemeRow"];
export type ThemeDetail = Schemas["ThemeDetail"];
export type ThemeList = Schemas["ThemeList"];
export type ThemeOrder = "growth" | "size" | "revenue" | "latest";

export type SearchHit = Schemas["SearchHit"];
export type SearchAnswer = Schemas["SearchAnswer"];
/** Characters `start..end`, counted as Unicode scalar values. */
export type Place = Schemas["Place"];

export type Session = Schemas["Session"];
export type Setup = Schemas["Setup"];
/** A key for scripts; `token` only in the answer that makes it. */
export type ApiToken = Schemas["Token"];

export type LedgerEntry = Schemas["LedgerEntry"];
export type LedgerPage = Schemas["LedgerPage"];
/** `next_offset` is the index of the next change; absent at the end. */
export type LedgerEntryDetail = Schemas["LedgerDetail"];
/** `undone` is the change set taken back, `position` the one that did so; absent when nothing was left to undo. */
export type UndoResult = Schemas["Undone"];
export type LedgerCheck = Schemas["LedgerVerified"];
/** One message of the live stream. */
export type LiveChange = Schemas["ChangeEvent"];

export type Criterion = Schemas["Criterion"];
export type RubricTerm = Schemas["Term"];
export type Threshold = Schemas["Threshold"];
/** How items are scored: value terms, each divided by effort. */
export type Rubric = Schemas["RubricShown"];
export type RubricPreset = Schemas["PresetShown"];
export type PreviewRow = Schemas["PreviewRow"];
/** Answer to a formula check; `start` and `end` count characters. */
export type FormulaCheck = Schemas["FormulaChecked"];

/** A file that was uploaded and looked into, not yet imported. */
export type ImportDraft = Schemas["ImportShown"];
export type ImportColumn = Schemas["ColumnShown"];
/** What a column of a file can become. */
export type ImportTarget = Schemas["Target"];
/** What to read differently; absent stays as it is, no product (null) is one per project in the file. */
export type ImportChoices = Omit<Schemas["ImportChoices"], "product_id"> & { product_id?: string | null };
export type RowProblem = Schemas["RowProblem"] & Required<Pick<Schemas["RowProblem"], "row" | "expected" | "message">>;
/** What an import of notes does. */
export type NoteReport = Required<Omit<Schemas["NoteReport"], "errors" | Counted>> & Record<Counted, ImportCounts> & { errors: RowProblem[] };
export type ImportCounts = Required<Schemas["ImportCounts"]>;
type Counted = "notes" | "accounts" | "contacts" | "sources";
/** A company of the file that may be an account; a person says. */
export type Confirmation = Schemas["Confirmation"];
export type ImportReport = Required<Omit<Schemas["ImportReport"], "errors">> & { errors: RowProblem[] };

export type ImportOutcome = ImportReport | NoteReport;

/** RFC 9457 problem document; what a proxy or the network says has less of it. */
export type Problem = Pick<Schemas["Problem"], "title" | "status"> & Partial<Schemas["Problem"]>;
