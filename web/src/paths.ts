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
  ledger: (search: { entity_id?: string; q?: string } = {}) => `/ledger${query(search)}`,
  rubrics: () => "/rubrics",
  imports: () => "/import",
  settings: () => "/settings",
  signIn: (search: { next?: string } = {}) => `/sign-in${query(search)}`,
  welcome: (search: { token?: string } = {}) => `/welcome${query(search)}`,
};
