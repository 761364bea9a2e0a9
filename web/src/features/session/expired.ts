/** When the session ends while the app is open, the next refused read leads to sign-in and back. */
import type { QueryClient } from "@tanstack/react-query";
import { ProblemError } from "@/api/problem";
import { paths } from "@/paths";
import { sessionQuery } from "./session";

const OPEN_PATHS = [paths.signIn(), paths.welcome()];

export function watchForSignOut(queries: QueryClient, history: { location: { href: string; pathname: string }; push: (href: string) => void }): void {
  queries.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "error") return;
    const { error } = event.action as { error: unknown };
    if (!(error instanceof ProblemError) || error.status !== 401 || OPEN_PATHS.includes(history.location.pathname)) return;
    queries.setQueryData(sessionQuery.queryKey, null);
    history.push(paths.signIn({ next: history.location.href }));
  });
}
