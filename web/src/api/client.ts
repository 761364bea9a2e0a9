/** The one HTTP client: typed by the API's paths, adds the CSRF header, turns failures into ProblemError. */
import createClient, { type Middleware } from "openapi-fetch";
import { problemOf, ProblemError } from "./problem";
import type { paths } from "./schema";

const csrf: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("X-Outweigh-CSRF", "1");
    return request;
  },
};

// `fetch` is looked up at each call, so that a test can stand in for the server.
export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin", fetch: (request) => fetch(request) });
api.use(csrf);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer; throws ProblemError otherwise. */
export async function read<T>(answer: Promise<Answer<T>>): Promise<T> {
  return (await settle(answer)).data;
}

export interface Written<T> {
  data: T;
  /** Ledger position of the change set, by which it can be undone; absent when nothing changed. */
  position?: number;
}

/** The body of a successful write and its ledger position; throws ProblemError otherwise. */
export async function write<T>(answer: Promise<Answer<T>>): Promise<Written<T>> {
  const { data, response } = await settle(answer);
  const position = Number(response.headers.get("X-Outweigh-Position"));
  return position > 0 ? { data, position } : { data };
}

async function settle<T>(answer: Promise<Answer<T>>): Promise<{ data: T; response: Response }> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new ProblemError(problemOf(response, error));
  return { data: data as T, response };
}

/** `If-Match` of a version. */
export function ifMatch(version: number): { "If-Match": string } {
  return { "If-Match": `"${version}"` };
}
