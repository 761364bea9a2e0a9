/** Failures of a request as one type: a problem document from the server, or no answer at all. */
import { m } from "@/messages";
import type { Problem } from "./types";

export class ProblemError extends Error {
  override name = "ProblemError";
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
}

/** Whatever was thrown, as a problem document a person can read. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof TypeError) return { title: m.errors.offline, status: 0, hint: m.errors.offlineHint };
  return { title: m.errors.unexpected, status: 0, detail: error instanceof Error ? error.message : String(error) };
}

/** The sentence that says what happened: the detail where there is one, as titles only name the kind. */
export function headline(problem: Problem): string {
  const text = problem.detail || problem.title;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The problem in a failed response, even when the body is not a problem document (a proxy's page, say). */
export function problemOf(response: Response, body: unknown): Problem {
  if (body && typeof body === "object" && "title" in body) return { ...(body as Problem), status: response.status };
  return { title: m.errors.status(response.status), status: response.status };
}

type Current = NonNullable<Problem["current"]>;

/**
 * The fields a person must decide. Where the server knows what the caller saw, a field that the others left as it was
 * is no conflict: one's own value goes on top of theirs.
 */
export function disputed({ seen, conflicts }: Current): Current["conflicts"] {
  return seen === undefined ? conflicts : conflicts.filter(({ base, theirs }) => JSON.stringify(base) !== JSON.stringify(theirs));
}

export function isConflict(error: unknown): error is ProblemError & { problem: { current: NonNullable<Problem["current"]> } } {
  return error instanceof ProblemError && error.status === 409 && error.problem.current !== undefined;
}
