/** The one builder of URLs inside the app. */

/** State of the backlog, all of it in the URL. */
export interface BacklogSearch {
  /** Text of the filter language. */
  filter?: string;
  /** Free words. */
  q?: string;
  sort?: string;
  group?: string;
  /** `field:width` separated by commas. */
  columns?: string;
  /** Ledger position or time to look at. */
  as_of?: string;
}

/** Filters of the ledger. */
export interface LedgerSearch {
  entity_kind?: string;
  entity_id?: string;
  /** Id of a person. */
  actor?: string;
  cause?: string;
  /** First and last day, YYYY-MM-DD. */
  from?: string;
  to?: string;
  q?: string;
  /** Ledger position that stands open. */
  open?: string;
}

/** Which notes the inbox shows, and which of them stands open. */
export interface InboxSearch {
  /** `processed`, `snoozed`, `dismissed`, `all`; absent = open. */
  state?: string;
  source?: string;
  source_kind?: string;
  account?: string;
  segment?: string;
  contact?: string;
  tag?: string;
  /** First and last day, YYYY-MM-DD. */
  from?: string;
  to?: string;
  /** Words, or a question. */
  q?: string;
  /** `at` = oldest first, `revenue`; absent = newest first. */
  sort?: string;
  /** Id of the note that stands open. */
  note?: string;
}

/** What the search screen looks for. */
export interface FindSearch {
  q?: string;
  /** `note`, `statement`, `item`, `account`, separated by commas. */
  kinds?: string;
  source_kind?: string;
  segment?: string;
  account?: string;
  /** State of a note, status of an item. */
  status?: string;
  /** First and last day, YYYY-MM-DD. */
  from?: string;
  to?: string;
}

/** Which statements the list shows. */
export interface StatementSearch {
  kind?: string;
  stakeholder?: string;
  q?: string;
  orphan?: string;
}

export interface ThemeSearch {
  sort?: string;
  segment?: string;
  q?: string;
  dismissed?: string;
}

export interface CustomerSearch {
  q?: string;
  sort?: string;
}

export const SETTINGS = ["people", "tokens", "webhooks", "products", "areas", "teams", "goals", "releases", "sprints", "accounts", "segments", "export", "appearance"] as const;
export type SettingsSection = (typeof SETTINGS)[number];

function query(search: object): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== "") params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

export const paths = {
  inbox: (search: InboxSearch = {}) => `/inbox${query(search)}`,
  backlog: (search: BacklogSearch = {}) => `/backlog${query(search)}`,
  /** `part` is a section of the item page: `history` answers "why is it here?". */
  item: (idOrKey: string, part?: "history" | "score" | "evidence") => `/items/${encodeURIComponent(idOrKey)}${part ? `#${part}` : ""}`,
  ledger: (search: LedgerSearch = {}) => `/ledger${query(search)}`,
  rubrics: () => "/rubrics",
  rubric: (id: string) => `/rubrics/${encodeURIComponent(id)}`,
  /** `id` is an upload of one's own. */
  imports: (id?: string) => `/import${query({ id })}`,
  /** `filter` says which items to sort; absent = all that lack a lane or a horizon. */
  sort: (search: { filter?: string } = {}) => `/sort${query(search)}`,
  note: (id: string) => paths.inbox({ note: id }),
  search: (search: FindSearch = {}) => `/search${query(search)}`,
  insights: (search: StatementSearch = {}) => `/insights${query(search)}`,
  insightsTree: () => "/insights/tree",
  orphans: () => "/insights/orphans",
  contradictions: () => "/insights/contradictions",
  statement: (id: string) => `/insights/statements/${encodeURIComponent(id)}`,
  themes: (search: ThemeSearch = {}) => `/insights/themes${query(search)}`,
  theme: (id: string) => `/insights/themes/${encodeURIComponent(id)}`,
  customers: (search: CustomerSearch = {}) => `/customers${query(search)}`,
  account: (id: string) => `/customers/${encodeURIComponent(id)}`,
  segments: () => "/customers/segments",
  settings: (section?: SettingsSection) => (section ? `/settings/${section}` : "/settings"),
  signIn: (search: { next?: string } = {}) => `/sign-in${query(search)}`,
  welcome: (search: { token?: string } = {}) => `/welcome${query(search)}`,
};
