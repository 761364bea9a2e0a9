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
  backlog: (search: BacklogSearch = {}) => `/backlog${query(search)}`,
  /** `part` is a section of the item page: `history` answers "why is it here?". */
  item: (idOrKey: string, part?: "history" | "score") => `/items/${encodeURIComponent(idOrKey)}${part ? `#${part}` : ""}`,
  ledger: (search: LedgerSearch = {}) => `/ledger${query(search)}`,
  rubrics: () => "/rubrics",
  rubric: (id: string) => `/rubrics/${encodeURIComponent(id)}`,
  imports: () => "/import",
  /** `filter` says which items to sort; absent = all that lack a lane or a horizon. */
  sort: (search: { filter?: string } = {}) => `/sort${query(search)}`,
  settings: (section?: SettingsSection) => (section ? `/settings/${section}` : "/settings"),
  signIn: (search: { next?: string } = {}) => `/sign-in${query(search)}`,
  welcome: (search: { token?: string } = {}) => `/welcome${query(search)}`,
};
